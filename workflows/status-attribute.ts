import { defineSearchAttributeKey } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';

const status = defineSearchAttributeKey('CardwrightStatus', 'KEYWORD');

/** Lets an operator find workflows by what they wait for. It is never encrypted: no personal data. */
export const showStatus = (value: string): void => upsertSearchAttributes([{ key: status, value }]);
