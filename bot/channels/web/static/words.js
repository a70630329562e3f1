// The page's words (bot/channels/web/words.py), handed over with the page.

const words = JSON.parse(document.body.dataset.words);

export const uiLanguage = (lang) => (lang === 'sv' ? 'sv' : 'en');

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// Words around a message in `lang`: Swedish, or English for all others. A server newer than this page may name what
// it has no words for.
export const say = (lang, key, values = {}) => fill(words[uiLanguage(lang)][key] || '', values);

// Words of the page itself.
export const page = words.page;
