// Where a case stands, in view above the box to write in: its state, its code, a way to end it.

import { byId } from './dom.js';
import { say, uiLanguage } from './words.js';

const ALIVE = ['held', 'queued', 'claimed', 'active', 'exhausted'];
// Then what is written is kept for the human, or goes to them.
const KEPT = ALIVE.slice(0, 4);

const bar = byId('case');
const unsaved = byId('unsaved');

// The page asks for what is new by itself.
byId('fetch').hidden = true;

export const caseIsAlive = () => !bar.hidden;

// `code` may be left out by a message that only says that the human is there.
export function showCase(state, lang, code) {
  bar.hidden = !ALIVE.includes(state);
  unsaved.hidden = KEPT.includes(state);
  byId('case-now').lang = uiLanguage(lang);
  byId('case-state').textContent = say(lang, state);
  if (code) byId('case-code').textContent = say(lang, 'case', { case: code });
}
