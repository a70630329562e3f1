// The visible conversation: adds messages, keeps the place, says when something new is further down.

import { atOnce, politely } from './announce.js';
import { byId, h } from './dom.js';
import { mine, spoken, theirs } from './message.js';
import { linked } from './text.js';
import { page } from './words.js';

// In pixels: what counts as being at the end, and the air above a message that is brought into view.
const NEAR = 80;
const MARGIN = 12;
// A reply sooner than this needs no sign that it is on its way.
const SOON = 500;
// And only one that takes this long is worth telling a screen reader about.
const LONG = 3_000;

const box = byId('transcript');
const list = byId('messages');
const newer = byId('newer');
let unread = null;
let waiting = 0;
let timers = [];
const typing = h('li', { class: 'typing' }, page.typing);

const atEnd = () => box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
const toEnd = () => { box.scrollTop = box.scrollHeight; };

function isRead() {
  unread = null;
  newer.hidden = true;
}

// What the person said; following their own words down is what they expect.
export function addMine(text) {
  const item = mine(text);
  list.append(item);
  if (typing.isConnected) list.append(typing);
  toEnd();
  return item;
}

// A reply: its beginning comes into view if the person is at the end, else nothing moves.
export function addTheirs(messages) {
  const follows = atEnd();
  const items = messages.map(theirs);
  list.append(...items);
  if (typing.isConnected) list.append(typing);
  for (const message of messages) {
    const tell = message.card && message.card.kind === 'crisis' ? atOnce : politely;
    tell(spoken(message), message.lang);
  }
  if (!items.length) return;
  if (follows) {
    box.scrollTop = items[0].offsetTop - MARGIN;
  } else {
    unread = unread || items[0];
    newer.hidden = false;
  }
}

// Under what was sent to the human: that it went.
export function addReceipt(item, { text, lang }) {
  const follows = atEnd();
  item.append(h('p', { class: 'receipt', lang }, text));
  if (follows) toEnd();
  politely(text, lang);
}

// Under what was not sent: why, and a way to try again.
export function addFailure(item, sentence, again) {
  const button = again && h('button', { type: 'button', class: 'retry' }, page.retry);
  const note = h('div', { class: 'failed' }, h('p', null, linked(sentence)), button);
  if (button) {
    button.addEventListener('click', () => {
      note.remove();
      item.focus({ preventScroll: true });
      again();
    });
  }
  const follows = atEnd();
  item.append(note);
  if (follows) toEnd();
  atOnce(sentence);
}

// A line from the page itself.
export function addNote(text) {
  list.append(h('li', { class: 'note-line' }, text));
  politely(text);
}

export function wait() {
  waiting += 1;
  if (waiting > 1) return;
  timers = [
    setTimeout(() => {
      const follows = atEnd();
      list.append(typing);
      if (follows) toEnd();
    }, SOON),
    setTimeout(() => politely(page.typing), LONG),
  ];
}

export function waited() {
  waiting -= 1;
  if (waiting) return;
  timers.forEach(clearTimeout);
  typing.remove();
}

export function scrollPage(direction) {
  box.scrollBy(0, direction * box.clientHeight * 0.85);
}

newer.addEventListener('click', () => {
  const item = unread;
  box.scrollTop = item.offsetTop - MARGIN;
  item.focus({ preventScroll: true });
  isRead();
});
box.addEventListener('scroll', () => { if (unread && atEnd()) isRead(); });
