// The chat page: sends what is written or pressed, shows what comes back. Without this script it is a plain form.

import { caseIsAlive, showCase } from './case.js';
import { byId } from './dom.js';
import { onLeave } from './exit.js';
import { Later } from './later.js';
import { isReceipt, settle } from './message.js';
import { Refused, Talk } from './talk.js';
import { addFailure, addMine, addNote, addReceipt, addTheirs, scrollPage, wait, waited } from './transcript.js';
import { page } from './words.js';

const composer = byId('composer');
const input = byId('text');
const place = byId('place-name');

const later = new Later((last, signal) => talk.events(last, signal), (message) => receive([message]));
const talk = new Talk((anew) => {
  if (anew) {
    showPlace(null);
    showCase();
    addNote(page.renewed);
  }
  later.start(anew ? 0 : Number(last.value));
});
const { conversation, token, last } = composer.elements;
let queue = Promise.resolve();

const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

function showPlace(name) {
  if (place) place.textContent = name || page.no_place;
}

function receive(messages, item) {
  for (const { card, from, lang } of messages) {
    if (!card) {
      if (from === 'human') showCase('active', lang);
      continue;
    }
    if (card.kind === 'handoff') showCase(card.state, lang, card.case);
    if (card.kind === 'services' && card.municipality) showPlace(card.municipality);
    if (card.intent === 'delete_my_data') showCase();
    if (card.kind === 'smalltalk' && ['delete_my_data', 'restart'].includes(card.intent)) showPlace(null);
  }
  if (item && isReceipt(messages)) addReceipt(item, messages[0]);
  else addTheirs(messages);
}

// One message at a time, in order. Trying again sends the same id, so that nothing is answered twice.
function deliver(message, item, done) {
  wait();
  queue = queue
    .then(() => talk.send(message))
    .finally(waited)
    .then((messages) => {
      receive(messages, message.text && item);
      if (done) done();
    })
    .catch((error) => {
      const refused = error instanceof Refused;
      const again = !refused || error.again ? () => deliver(message, item, done) : null;
      addFailure(item, refused ? error.message : page.unreachable, again);
      if (!again && message.text && !input.value) input.value = message.text;
    });
}

function say(content, shown, done) {
  deliver({ ...content, id: newId() }, addMine(shown), done);
}

function sendText() {
  const text = input.value.trim();
  if (!text) return input.focus();
  input.value = '';
  say({ text }, text);
}

function choose(button) {
  if (button.getAttribute('aria-disabled')) return;
  const title = button.textContent;
  settle(button.form, button);
  say({ payload: button.value }, title);
}

function choosePlace(select) {
  const details = select.closest('details');
  const { value, label } = select.selectedOptions[0];
  if (details) {
    details.open = false;
    details.firstElementChild.focus();
  }
  say({ payload: value }, label, () => showPlace(label));
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = event.target;
  if (form === composer) sendText();
  // Not by its id: a field of every form is called that.
  else if (form === byId('case-form')) say({ payload: event.submitter.value }, event.submitter.textContent);
  else if (form.className === 'picker') choosePlace(form.elements.payload);
  else choose(event.submitter);
});

input.addEventListener('keydown', (event) => {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    sendText();
  } else if (event.key === 'PageUp' || event.key === 'PageDown') {
    event.preventDefault();
    scrollPage(event.key === 'PageUp' ? -1 : 1);
  }
});

onLeave(() => {
  later.stop();
  // Whoever waits for a human, or talks to one, may come back with the case code.
  if (!caseIsAlive()) talk.forget();
});

// On a telephone the keyboard covers the page: the page keeps to what is left of the screen.
const screen = window.visualViewport;
if (screen) {
  screen.addEventListener('resize', () => {
    if (screen.scale !== 1) return;
    document.documentElement.style.setProperty('--screen', `${screen.height}px`);
    if (document.activeElement !== input) return;
    window.scrollTo(0, 0);
    input.scrollIntoView({ block: 'nearest' });
  });
}

if (conversation) talk.adopt(conversation.value, token.value);
byId('shift-tip')?.removeAttribute('hidden');
