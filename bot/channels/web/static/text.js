// Texts as paragraphs and lists, with short numbers that can be tapped. The same as view.blocks and Numbers.link.

import { h } from './dom.js';

const BULLET = '• ';
const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'fa', 'he', 'prs', 'ps', 'ur', 'yi']);
const numbers = JSON.parse(document.body.dataset.numbers)
  .map((number) => number.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[ \\xa0]?'))
  .join('|');
const pattern = new RegExp(
  `(^|\\n|[^\\d\\s.,+-]|[^\\d\\s][ \\xa0]+)(${numbers})(?!\\d|[.,-][\\p{L}\\d_]|[ \\xa0]\\d)`, 'u',
);

export const direction = (lang) => (RIGHT_TO_LEFT.has(lang) ? 'rtl' : 'ltr');

// A text with its short numbers as links.
export function linked(text) {
  const parts = text.split(pattern);
  const made = [parts[0]];
  for (let at = 1; at < parts.length; at += 3) {
    const [before, number, after] = parts.slice(at, at + 3);
    made.push(before, h('a', { href: `tel:${number.replace(/\D/g, '')}` }, number), after);
  }
  return made;
}

export function blocks(text) {
  const made = [];
  let begin = true;
  for (const line of text.split('\n')) {
    if (!line.trim()) {
      begin = true;
      continue;
    }
    const kind = line.startsWith(BULLET) ? 'ul' : 'p';
    if (begin || made[made.length - 1].kind !== kind) made.push({ kind, lines: [] });
    made[made.length - 1].lines.push(kind === 'ul' ? line.slice(BULLET.length) : line);
    begin = false;
  }
  return made.map(({ kind, lines }) =>
    kind === 'ul'
      ? h('ul', null, lines.map((line) => h('li', null, linked(line))))
      : h('p', null, linked(lines.join('\n'))),
  );
}
