import type { ChosenOptionInput } from "../../../gql/graphql";
import type { OptionItem } from "../form";

/**
 * The options chosen after a change of the boxes: one that stands alone takes the others away, and any other takes it
 * away. Texts beside options that were chosen before stay with them.
 */
export function afterChange(
  options: readonly OptionItem[],
  before: readonly ChosenOptionInput[],
  ticked: readonly string[],
): ChosenOptionInput[] {
  const isExclusive = (code: string) => options.some((option) => option.code === code && option.isExclusive);
  const added = ticked.find((code) => before.every(({ option }) => option !== code));
  const left =
    added !== undefined && isExclusive(added)
      ? [added]
      : ticked.filter((code) => added === undefined || !isExclusive(code));
  return options
    .filter(({ code }) => left.includes(code))
    .map(({ code }) => before.find(({ option }) => option === code) ?? { option: code });
}
