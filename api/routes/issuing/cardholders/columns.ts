/** What a request says about a cardholder, as columns. What it does not say stays as it is. */
import type { AccountRow } from '../../../../db/database.ts';
import { toJson } from '../../../../db/json.ts';
import type { UnitOfWork } from '../../../../db/unit-of-work.ts';
import type { CardholderType } from '../../../../domain/cardholder/cardholder.ts';
import { dateOfBirth } from '../../../../domain/cardholder/date-of-birth.ts';
import { checkLegalName } from '../../../../domain/cardholder/name.ts';
import { checkTaxId } from '../../../../domain/cardholder/tax-id.ts';
import { acceptedAt } from '../../../../domain/cardholder/terms.ts';
import { failure } from '../../../../domain/errors.ts';
import type { CardholderId } from '../../../../domain/ids.ts';
import { checkAddress } from '../../../../domain/region/address.ts';
import { changeControls, type SpendingControls } from '../../../../domain/spending-controls.ts';
import { mergeMetadata } from '../../../../domain/metadata.ts';
import { toE164 } from '../../../phone-number.ts';
import type { Billing, Details, Individual } from './input.ts';

/** The cardholder that the request is about, before it. */
interface Standing {
  readonly work: UnitOfWork;
  readonly account: AccountRow;
  readonly id: CardholderId;
  readonly type: CardholderType;
  /** Where the cardholder lives once the request is done. */
  readonly country: string;
  readonly controls: SpendingControls;
  readonly metadata: Readonly<Record<string, string>>;
}

export function detailColumns(input: Details, standing: Standing) {
  const { company, email, individual, phone_number, preferred_locales, status } = input;
  const { work, account, type, country, controls, metadata } = standing;
  checkType(type, input);
  return {
    ...(email !== undefined && { email }),
    ...(phone_number !== undefined && { phone_number: toE164(phone_number, country) }),
    ...(individual && individualColumns(individual, work.now)),
    ...(company?.tax_id !== undefined && { tax_id_sealed: sealTaxId(company.tax_id, standing) }),
    ...(preferred_locales && {
      preferred_locales: preferred_locales.length > 0 ? preferred_locales : null,
    }),
    ...(status && { status }),
    metadata: toJson(mergeMetadata(metadata, input.metadata)),
    spending_controls: toJson(
      changeControls(controls, input.spending_controls ?? {}, account.default_currency),
    ),
  };
}

export function addressColumns({ address }: Billing, accountCountry: string) {
  const { city, country, line1, line2 = null, postal_code, state = null } = address;
  const whole = { city, country, line1, line2, postal_code, state };
  checkAddress(whole, accountCountry, 'billing[address]');
  return {
    address_line1: line1,
    address_line2: line2,
    address_city: city,
    address_state: state,
    address_postal_code: postal_code,
    address_country: country,
  };
}

function checkType(type: CardholderType, given: Details): void {
  const other = type === 'company' ? 'individual' : 'company';
  if (given[other] === undefined) return;
  const problem = `A cardholder of type ${type} has no '${other}'.`;
  throw failure('parameter_invalid', { problem }, { param: other });
}

function individualColumns({ card_issuing, dob, first_name, last_name }: Individual, now: Date) {
  if (first_name !== undefined) checkLegalName(first_name, 'individual[first_name]');
  if (last_name !== undefined) checkLegalName(last_name, 'individual[last_name]');
  const today = now.toISOString().slice(0, 'YYYY-MM-DD'.length);
  const { date, ip, user_agent } = card_issuing?.user_terms_acceptance ?? {};
  const terms = 'individual[card_issuing][user_terms_acceptance]';
  return {
    ...(first_name !== undefined && { first_name }),
    ...(last_name !== undefined && { last_name }),
    ...(dob && { date_of_birth: dateOfBirth(dob, today, 'individual[dob]') }),
    ...(date !== undefined && { terms_accepted_at: acceptedAt(date, now, `${terms}[date]`) }),
    ...(ip !== undefined && { terms_accepted_ip: ip }),
    ...(user_agent !== undefined && { terms_accepted_user_agent: user_agent }),
  };
}

function sealTaxId(taxId: string, { work, id, country }: Standing): Buffer {
  checkTaxId(taxId, country, 'company[tax_id]');
  return work.seal(`issuing_cardholder.tax_id:${id}`, taxId);
}
