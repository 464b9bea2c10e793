import {
  defineSearchAttributeKey,
  type SearchAttributePair,
  TypedSearchAttributes,
} from '@temporalio/common';

/** Keywords by which an operator finds workflows. They are never encrypted: ids and states only. */
export const SEARCH_ATTRIBUTES = [
  'CardwrightAccountId',
  'CardwrightObjectId',
  'CardwrightStatus',
] as const;
/** When time alone moves a workflow on, of those that wait for a time. */
export const NEXT_DUE_ATTRIBUTE = 'CardwrightNextDueAt';
export type SearchAttributes = Readonly<Record<(typeof SEARCH_ATTRIBUTES)[number], string>>;

export const searchAttributes = (values: SearchAttributes): TypedSearchAttributes =>
  new TypedSearchAttributes(
    SEARCH_ATTRIBUTES.map((name): SearchAttributePair => ({
      key: defineSearchAttributeKey(name, 'KEYWORD'),
      value: values[name],
    })),
  );
