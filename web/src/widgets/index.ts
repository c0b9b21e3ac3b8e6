export { AdoptionBadge } from "./adoption-badge";
export { Empty } from "./empty";
export { FaultNote } from "./fault-note";
export { Localised } from "./localised";
export { Page } from "./page";
export { Day, Instant } from "./time";
export { useTongue } from "./tongue";
export { Waiting } from "./waiting";
