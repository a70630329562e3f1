// Tells screen readers what is new, apart from the transcript, so that nothing is read twice and focus never moves.

import { byId, h } from './dom.js';
import { direction } from './text.js';

// Long enough for every screen reader to have noticed; then it is gone, since the transcript holds it.
const KEPT = 1_000;

function tell(region, text, lang) {
  const line = h('p', { lang, dir: direction(lang) }, text);
  region.append(line);
  setTimeout(() => line.remove(), KEPT);
}

// When the person is done listening to what is being read.
export const politely = (text, lang = 'sv') => tell(byId('news'), text, lang);

// At once: help in a crisis, and that something was not sent.
export const atOnce = (text, lang = 'sv') => tell(byId('urgent'), text, lang);
