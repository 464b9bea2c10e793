/** How long a key opens its card, if nobody uses it before (contract §4 W31). */
export const EPHEMERAL_KEY_SECONDS = 3_600;

/** What a browser makes of a secret of its own, and shows: the SHA-256 of it, in base64url. */
const NONCE = /^ephkn_pub_[\w-]{43}$/;
/** The secret itself. It leaves the browser once, with the key that was made for its nonce. */
const PRIVATE_NONCE = /^ephkn_priv_[\w-]{43}$/;

export const isNonce = (text: string): boolean => NONCE.test(text);
export const isPrivateNonce = (text: string): boolean => PRIVATE_NONCE.test(text);
