import type { Carrier } from './shipping.ts';

const TRACKING_PAGES: Readonly<Record<Carrier, string>> = {
  correos: 'https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=',
  dhl: 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=',
  fedex: 'https://www.fedex.com/fedextrack/?trknbr=',
  royal_mail: 'https://www.royalmail.com/track-your-item#/tracking-results/',
  usps: 'https://tools.usps.com/go/TrackConfirmAction?tLabels=',
};

/** Where a carrier says how far a parcel has come. */
export const trackingUrl = (carrier: Carrier, trackingNumber: string): string =>
  `${TRACKING_PAGES[carrier]}${encodeURIComponent(trackingNumber)}`;
