// A message as an item of the conversation. The same markup as templates/message.html.

import { cardOf, crisis, crisisLines } from './cards.js';
import { h } from './dom.js';
import { blocks, direction } from './text.js';
import { say, uiLanguage } from './words.js';

const LONGEST_NAME = 80;

// Whether a line is only "112" or "Bris: 116 111"; anything that could be a sentence is not.
function repeats(line, numbers) {
  const colon = line.lastIndexOf(': ');
  const name = line.slice(0, Math.max(colon, 0));
  const number = colon < 0 ? line : line.slice(colon + 2);
  return numbers.includes(number) && name.length < LONGEST_NAME && !/[.!?]/.test(name);
}

// Not what repeats in words the services or the lines that stand by it.
function shownText({ text, card, lang }) {
  if (card && card.kind === 'services' && card.services.length) return text.split('\n\n', 1)[0];
  if (!card || card.kind !== 'crisis') return text;
  const numbers = crisisLines(card, lang).flat().map(({ number }) => number);
  return text.split('\n').filter((line) => !repeats(line, numbers)).join('\n');
}

function choiceForm({ choices, lang }) {
  const buttons = choices.map(({ title, payload }) =>
    h('li', null, h('button', { type: 'submit', name: 'payload', value: payload }, title)));
  return h('form', { class: 'choices', method: 'post', action: '/' },
    h('ul', { lang, dir: direction(lang) }, buttons));
}

const item = (kind, sender, ...content) =>
  h('li', { class: `message ${kind}`, tabindex: '-1' }, h('p', { class: 'sender' }, sender), ...content);

// Who says it: a human by name, where it is known.
const sender = ({ from, lang, name }) => (name ? say(lang, 'human_named', { name }) : say(lang, from));

// Whether all there is to say is that a text went to the human.
export function isReceipt([first, ...more]) {
  const card = first && first.card;
  return !more.length && !!card && card.kind === 'handoff' && !first.choices && ['claimed', 'active'].includes(card.state);
}

export function theirs(message) {
  const { lang, card, choices, from } = message;
  const text = h('div', { class: 'text', lang, dir: direction(lang) }, blocks(shownText(message)));
  const inCrisis = card && card.kind === 'crisis';
  const body = inCrisis ? crisis(card, lang, text) : [text, cardOf(message)];
  const made = item(inCrisis ? `${from} crisis` : from, sender(message),
    h('div', { class: 'bubble' }, body), choices && choices.length ? choiceForm(message) : null);
  made.lang = uiLanguage(lang);
  return made;
}

export const mine = (text) =>
  item('you', say('sv', 'you'), h('div', { class: 'bubble' }, h('p', { class: 'text', dir: 'auto' }, text)));

// What a screen reader is told of a message: who, what, and how many buttons there are.
export function spoken(message) {
  const { text, lang, choices } = message;
  const count = choices ? choices.length : 0;
  const buttons = count ? say(lang, count > 1 ? 'choices' : 'choice', { count }) : '';
  return `${sender(message)}: ${text} ${buttons}`.trim();
}

// After one choice of several: it stays readable and marked, none can be pressed again.
export function settle(form, pressed) {
  for (const button of form.querySelectorAll('button')) {
    button.setAttribute('aria-disabled', 'true');
    if (button !== pressed) button.tabIndex = -1;
  }
  pressed.classList.add('chosen');
  const lang = uiLanguage(form.closest('.message').lang || 'sv');
  pressed.append(h('span', { class: 'unseen' }, ` (${say(lang, 'chosen')})`));
}
