import type { Insertable, Selectable, Updateable } from 'kysely';
import type { BundleStatus, BundleType } from '../../domain/design/bundle.ts';
import type { FeaturePolicy } from '../../domain/design/features.ts';
import type { LogoFault, TextFault } from '../../domain/design/rejection.ts';
import type { DesignStatus } from '../../domain/design/review.ts';
import type { FileId, PersonalizationDesignId, PhysicalBundleId } from '../../domain/ids.ts';
import type { Fixed, Metadata, Owned } from '../columns.ts';

export interface PhysicalBundleTable extends Owned {
  id: Fixed<PhysicalBundleId>;
  type: Fixed<BundleType>;
  name: Fixed<string>;
  status: BundleStatus;
  card_logo: Fixed<FeaturePolicy>;
  carrier_text: Fixed<FeaturePolicy>;
  second_line: Fixed<FeaturePolicy>;
  pieces: Fixed<number | null>;
}
export type PhysicalBundleRow = Selectable<PhysicalBundleTable>;
export type NewPhysicalBundle = Insertable<PhysicalBundleTable>;

export interface DesignTable extends Owned {
  id: Fixed<PersonalizationDesignId>;
  name: string | null;
  lookup_key: string | null;
  physical_bundle_id: PhysicalBundleId;
  card_logo_id: FileId | null;
  header_title: string | null;
  header_body: string | null;
  footer_title: string | null;
  footer_body: string | null;
  is_default: boolean;
  is_platform_default: boolean | null;
  status: DesignStatus;
  revision: number;
  decisions: number;
  logo_rejection: LogoFault[] | null;
  text_rejection: TextFault[] | null;
  metadata: Metadata;
}
export type DesignRow = Selectable<DesignTable>;
export type NewDesign = Insertable<DesignTable>;
export type DesignChange = Updateable<DesignTable>;
