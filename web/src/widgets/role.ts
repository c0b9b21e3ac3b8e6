import type { Role } from "../gql/graphql";
import type { MessageId } from "../i18n/message-id";

/** What each role is called. */
export const ROLES: Record<Role, MessageId> = {
  ACCREDITED_READER: "session.role.accreditedReader",
  ADMINISTRATOR: "session.role.administrator",
  ANALYST: "session.role.analyst",
  AUDITOR: "session.role.auditor",
  CATALOGUE_EDITOR: "session.role.catalogueEditor",
  CLEARER: "session.role.clearer",
  CONTRIBUTOR: "session.role.contributor",
  FOCAL_POINT: "session.role.focalPoint",
  PUBLISHING_AUTHORITY: "session.role.publishingAuthority",
  READER: "session.role.reader",
  SECRETARIAT_OFFICER: "session.role.secretariatOfficer",
};
