export { cardholderScreening } from './cardholder-screening/workflow.ts';
export { holdExpiry } from './hold-expiry/workflow.ts';
export { webhookEndpoint } from './webhook-endpoint/workflow.ts';
