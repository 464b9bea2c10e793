export { cardholderScreening } from './cardholder-screening/workflow.ts';
export { webhookEndpoint } from './webhook-endpoint/workflow.ts';
