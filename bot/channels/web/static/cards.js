// What stands under the text of a message: places to turn to, crisis lines, a picker of municipality, a state.

import { byId, h } from './dom.js';
import { say, uiLanguage } from './words.js';

const MAP = 'https://www.openstreetmap.org/search?query=';
const DATES = { sv: 'sv', en: 'en-GB' };

const dialled = (phone) => (/^\+?\d+$/.test(phone.tel) ? `tel:${phone.tel}` : null);
const webAddress = (url) => (url && /^https?:\/\//.test(url) ? url : null);
const newTab = (lang) => h('span', { class: 'unseen' }, ` (${say(lang, 'new_tab')})`);
const OUTWARD = { target: '_blank', rel: 'noopener noreferrer nofollow' };

const outward = (href, words, lang) => h('a', { class: 'out', href, ...OUTWARD }, words, newTab(lang));

function ages([low, high], lang) {
  if (low === null && high === null) return null;
  const key = low === null ? 'ages_to' : high === null ? 'ages_from' : 'ages_between';
  return say(lang, 'ages', { ages: say(lang, key, { low, high }) });
}

function languages(codes, lang) {
  if (!codes || !codes.length || codes.join() === 'sv') return null;
  const names = new Intl.DisplayNames(uiLanguage(lang), { type: 'language' });
  return say(lang, 'languages', { languages: codes.map((code) => names.of(code)).join(', ') });
}

function checked(service, lang) {
  const options = { dateStyle: 'long', timeZone: 'UTC' };
  const date = service.checked && new Date(service.checked).toLocaleDateString(DATES[uiLanguage(lang)], options);
  const state = date ? say(lang, service.overdue ? 'overdue' : 'checked', { date }) : say(lang, 'unchecked');
  return `${state} ${say(lang, 'source', { source: service.source })}`;
}

function ways(service, lang, own) {
  const made = service.phones.filter(dialled).map((phone) =>
    h('a', { class: 'call', href: dialled(phone) }, say(lang, 'call', phone),
      phone.label && h('span', { class: 'label' }, ` ${phone.label}`)));
  const url = webAddress(service.url);
  if (url) made.push(outward(url, say(lang, 'website'), lang));
  const items = made.map((way) => h('li', null, way));
  if (service.address) {
    const map = MAP + encodeURIComponent(service.address);
    items.push(h('li', null, h('span', { class: 'address', ...own }, service.address), ' ',
      outward(map, say(lang, 'map'), lang)));
  }
  return h('ul', { class: 'ways' }, items);
}

function serviceItem(service, lang) {
  const own = uiLanguage(lang) === 'sv' ? null : { lang: 'sv' };
  const facts = [
    ages(service.ages, lang),
    languages(service.languages, lang),
    service.cost && say(lang, 'cost', { cost: service.cost }),
  ].filter(Boolean);
  return h('li', { class: `service is-${service.open.state}` },
    h('h3', own, service.name),
    service.operator === service.name ? null : h('p', { class: 'operator', ...own }, service.operator),
    h('p', { class: 'open' }, service.open.text),
    h('p', { class: 'summary', ...own }, service.summary),
    ways(service, lang, own),
    facts.length ? h('ul', { class: 'facts' }, facts.map((fact) => h('li', null, fact))) : null,
    h('p', { class: 'checked' }, checked(service, lang), ' ',
      outward(`/stammer-inte/${encodeURIComponent(service.id)}`, say(lang, 'wrong'), lang)));
}

// The picker of the page's header, once more, beside the question.
function picker(lang, offered) {
  const first = byId('place-header');
  if (!first || (offered || []).some(({ payload }) => payload.startsWith('municipality:'))) return null;
  const select = first.cloneNode(true);
  select.id = `place-${document.querySelectorAll('.picker').length}`;
  return h('form', { class: 'picker', method: 'post', action: '/' },
    h('label', { for: select.id }, say(lang, 'place_choose')),
    h('div', { class: 'row' }, select, h('button', { type: 'submit' }, say(lang, 'place_send'))));
}

// The best way to reach a service that is not on the card already.
function lineOf(service, sos, shown) {
  const hrefs = service.phones.map(dialled);
  const at = hrefs.findIndex((href) => href && href !== sos.href && !shown.includes(href));
  const note = service.open.text;
  if (at >= 0) {
    // The first number needs no explaining; another one does.
    const { number, label } = service.phones[at];
    return { href: hrefs[at], number, name: at && label ? `${service.name}, ${label}` : service.name, note };
  }
  if (hrefs.includes(sos.href)) return sos;
  const url = webAddress(service.url);
  return url && !hrefs.some(Boolean) ? { href: url, name: service.name, note } : null;
}

function line({ href, number, name, note }, lang) {
  const own = uiLanguage(lang) === 'sv' ? null : { lang: 'sv' };
  return h('li', null, h('a', { class: 'line', href, ...(number ? null : OUTWARD) },
    h('span', { class: 'number' }, number ? say(lang, 'call', { number }) : say(lang, 'website')), ' ',
    h('span', { class: 'who', ...own }, name), ' ',
    note ? h('span', { class: 'note' }, note) : null,
    number ? null : newTab(lang)));
}

// The lines of a crisis card: one a service, no number twice, 112 always. view.crisis_lines is the same.
export function crisisLines(card, lang) {
  const [sos, ...minimum] = JSON.parse(document.body.dataset.minimum)
    .map(([number, tel, name, note]) => ({ href: `tel:${tel}`, number, name, note: lang === 'sv' ? note : '' }));
  let others = [];
  for (const service of card.services) {
    const made = lineOf(service, sos, others.map(({ href }) => href));
    if (made && !others.some(({ href }) => href === made.href)) others.push(made);
  }
  if (!others.length) others = minimum;
  others = others.filter(({ href }) => href !== sos.href);
  return card.severity === 3 ? [[sos], others] : [[], [...others, sos]];
}

// A crisis message: 112 above the text when life is in danger now, the other lines below it.
export function crisis(card, lang, text) {
  const [first, others] = crisisLines(card, lang);
  const list = (some, kind) => some.length ? h('ul', { class: kind }, some.map((each) => line(each, lang))) : null;
  return [
    h('h3', null, say(lang, `crisis_${card.severity}`)),
    list(first, 'lines first'),
    text,
    list(others, 'lines'),
  ];
}

export function cardOf({ card, from, lang, choices }) {
  switch (card && card.kind) {
    case 'services':
      return card.services.length
        ? h('ul', { class: 'services' }, card.services.map((service) => serviceItem(service, lang))) : null;
    case 'handoff': {
      if (from === 'human') return null;
      const code = card.case ? `. ${say(lang, 'case', { case: card.case })}` : '';
      return h('p', { class: 'state' }, say(lang, card.state) + code);
    }
    case 'privacy':
      return h('p', null, outward('/integritet', say(lang, 'privacy'), lang));
    case 'ask':
      return card.slot === 'municipality' ? picker(lang, choices) : null;
    default:
      return null;
  }
}
