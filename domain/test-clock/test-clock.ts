export const TEST_CLOCK_STATUSES = ['advancing', 'internal_failure', 'ready'] as const;
export type TestClockStatus = (typeof TEST_CLOCK_STATUSES)[number];
