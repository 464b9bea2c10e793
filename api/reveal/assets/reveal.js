/**
 * Shows a card to its cardholder. The page makes a secret, which never leaves its memory but with the
 * request that it is for, and tells its hash: the nonce. The site around it, or a person by hand, has an
 * ephemeral key made for the nonce and hands it over by message, so that nothing stands in an address.
 *
 * Messages to the site: { type: 'cardwright.nonce', nonce }, { type: 'cardwright.shown' },
 * { type: 'cardwright.hidden' }, { type: 'cardwright.failed', message }.
 * From the site: { type: 'cardwright.reveal', card, ephemeralKey }.
 */

const SHOWN_MS = 60_000;
const FIELDS = ['number', 'expiry', 'cvc', 'pin'];
const site = window.parent === window ? undefined : window.parent;
const element = (id) => document.getElementById(id);
let privateNonce;
let hiding;

const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const say = (text) => {
  element('status').textContent = text;
};

// Who may be around it is for the header frame-ancestors to say, and what is told here is no secret.
const tell = (message) => site?.postMessage(message, '*');

async function makeNonce() {
  const secret = `ephkn_priv_${base64url(crypto.getRandomValues(new Uint8Array(32)))}`;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  const nonce = `ephkn_pub_${base64url(new Uint8Array(hash))}`;
  privateNonce = secret;
  element('nonce').value = nonce;
  tell({ type: 'cardwright.nonce', nonce });
}

function hide() {
  clearTimeout(hiding);
  const wasShown = !element('details').hidden;
  for (const field of FIELDS) element(field).textContent = '';
  element('details').hidden = true;
  if (wasShown) {
    say('The card details are hidden again.');
    tell({ type: 'cardwright.hidden' });
  }
}

function show(card) {
  element('number').textContent = card.number.replaceAll(/(.{4})(?=.)/g, '$1 ');
  element('expiry').textContent = `${String(card.exp_month).padStart(2, '0')}/${card.exp_year}`;
  element('cvc').textContent = card.cvc;
  element('pin').textContent = card.pin.number ?? 'none';
  element('details').hidden = false;
  hiding = setTimeout(hide, SHOWN_MS);
  say('The details are shown for one minute.');
  tell({ type: 'cardwright.shown' });
}

async function read(card, ephemeralKey) {
  const fields = ['number', 'cvc', 'pin.number'].map((name) => `expand[]=${name}`).join('&');
  const answer = await fetch(`/v1/issuing/cards/${encodeURIComponent(card)}?${fields}`, {
    headers: { Authorization: `Bearer ${ephemeralKey}`, 'Ephemeral-Key-Nonce': privateNonce },
    cache: 'no-store',
    credentials: 'omit',
  });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.error.message);
  return body;
}

/** One at a time: the next one needs the next nonce. */
async function reveal(card, ephemeralKey) {
  hide();
  say('Reading the card.');
  try {
    show(await read(card, ephemeralKey));
  } catch (error) {
    say(`The card cannot be shown. ${error.message}`);
    tell({ type: 'cardwright.failed', message: error.message });
  }
  await makeNonce();
}

window.addEventListener('message', ({ source, data }) => {
  if (site === undefined || source !== site || data?.type !== 'cardwright.reveal') return;
  void reveal(String(data.card), String(data.ephemeralKey));
});
window.addEventListener('pagehide', hide);
element('hide').addEventListener('click', hide);
element('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const { value } = element('key');
  element('key').value = '';
  void reveal(element('card').value.trim(), value.trim());
});

if (window.isSecureContext) {
  say('Waiting for the card.');
  element('by-hand').hidden = site !== undefined;
  void makeNonce();
} else {
  say('This page works over https only.');
}
