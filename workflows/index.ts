export { cardholderScreening } from './cardholder-screening/workflow.ts';
