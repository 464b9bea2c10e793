import type { ContentType } from './content-type.ts';

export const UPLOAD_PURPOSES = [
  'account_requirement',
  'additional_verification',
  'business_icon',
  'business_logo',
  'customer_signature',
  'dispute_evidence',
  'identity_document',
  'issuing_logo',
  'issuing_regulatory_reporting',
  'pci_document',
  'platform_terms_of_service',
  'tax_document_user_upload',
] as const;
export type UploadPurpose = (typeof UPLOAD_PURPOSES)[number];

/** What may be uploaded for a purpose, and what becomes of it. */
export interface PurposeRules {
  readonly types: readonly ContentType[];
  readonly bytesMax: number;
  /** Absent: it never expires. */
  readonly expiresAfterDays?: number;
  /** It may be read again, and through a link. What proves who somebody is may not. */
  readonly isDownloadable: boolean;
}

const KB = 1_024;
const MB = 1_024 * KB;

/** No file is larger, whatever it is for: it is held in memory while it is taken and while it is given. */
export const FILE_BYTES_MAX = 16 * MB;

const DOCUMENT: PurposeRules = {
  types: ['pdf', 'jpg', 'png'],
  bytesMax: FILE_BYTES_MAX,
  isDownloadable: false,
};
const BRAND: PurposeRules = {
  types: ['jpg', 'png', 'gif'],
  bytesMax: 512 * KB,
  isDownloadable: true,
};

/**
 * As Stripe publishes them; where it allows more than 16 MB, or a type that a browser would run (SVG),
 * ours is the stricter. `issuing_logo` is in its documentation and not in its types.
 */
const UPLOADS: Readonly<Record<UploadPurpose, PurposeRules>> = {
  account_requirement: DOCUMENT,
  additional_verification: DOCUMENT,
  business_icon: BRAND,
  business_logo: BRAND,
  customer_signature: {
    types: ['jpg', 'png'],
    bytesMax: 4 * MB,
    expiresAfterDays: 7,
    isDownloadable: true,
  },
  dispute_evidence: {
    types: ['pdf', 'jpg', 'png'],
    bytesMax: 5 * MB,
    expiresAfterDays: 270,
    isDownloadable: true,
  },
  identity_document: DOCUMENT,
  issuing_logo: { types: ['png'], bytesMax: 512 * KB, isDownloadable: true },
  issuing_regulatory_reporting: {
    types: ['json'],
    bytesMax: 256 * KB,
    expiresAfterDays: 730,
    isDownloadable: true,
  },
  pci_document: { types: ['pdf'], bytesMax: FILE_BYTES_MAX, isDownloadable: true },
  platform_terms_of_service: {
    types: ['pdf', 'txt'],
    bytesMax: FILE_BYTES_MAX,
    isDownloadable: false,
  },
  tax_document_user_upload: {
    types: ['pdf', 'csv', 'jpg', 'png', 'xlsx', 'docx'],
    bytesMax: FILE_BYTES_MAX,
    isDownloadable: true,
  },
};

export const rulesOf = (purpose: UploadPurpose): PurposeRules => UPLOADS[purpose];

/** Of files that Stripe makes itself, or for products that are not ours: a list may be asked for them, and is empty. */
const OTHER_PURPOSES = [
  'document_provider_identity_document',
  'finance_report_run',
  'financial_account_statement',
  'identity_document_downloadable',
  'selfie',
  'sigma_scheduled_query',
  'terminal_android_apk',
  'terminal_reader_splashscreen',
  'terminal_wifi_certificate',
  'terminal_wifi_private_key',
] as const;
export const FILE_PURPOSES = [...UPLOAD_PURPOSES, ...OTHER_PURPOSES].toSorted();
