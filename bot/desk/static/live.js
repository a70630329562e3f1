// Keeps an open page of the desk as it is on the server: asks again, and exchanges the parts that have changed.
// The page is parsed, never run: what people wrote stays text.

const main = document.getElementById('content');
const stale = document.getElementById('stale');
const SECONDS = Number(main.dataset.seconds);
// A page nobody looks at asks seldom, but its title still tells that somebody waits.
const HIDDEN_SECONDS = 20;
const PATIENCE = 10_000;
const LONGEST = 60;
// What is read aloud stays so long that every screen reader has noticed; then it is gone, the page holds it.
const KEPT = 1_000;

let pause = SECONDS;
let timer = null;

// A list that is exchanged is not read aloud: what the person has written since is said apart from it.
function announce(old, fresh) {
  const news = document.getElementById('news');
  // Without a list before, the talk has just been opened, and is read by whoever opened it.
  if (!news || !old.querySelector('.said')) return;
  const known = old.querySelectorAll('.said .person').length;
  for (const said of [...fresh.querySelectorAll('.said .person')].slice(known)) {
    const line = document.createElement('p');
    line.dir = 'auto';
    line.textContent = `Personen: ${said.querySelector('.words').textContent}`;
    news.append(line);
    setTimeout(() => line.remove(), KEPT);
  }
}

function exchange(old, fresh) {
  if (old.isEqualNode(fresh)) return;
  if (old.id === 'talk') announce(old, fresh);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  // Somebody is about to choose or press: not under their finger.
  if (focused && focused.closest('form')) return;
  const opened = document.importNode(fresh, true);
  old.replaceWith(opened);
  if (focused && focused.id) document.getElementById(focused.id)?.focus({ preventScroll: true });
}

function take(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(part.id);
    if (!fresh) continue;
    // A status that stays in place is read aloud when its words change.
    if (part.getAttribute('role') === 'status') {
      if (part.textContent !== fresh.textContent) part.textContent = fresh.textContent;
    } else exchange(part, fresh);
  }
  document.title = page.title;
}

function tell(words) {
  if (stale.textContent !== words) stale.textContent = words;
  stale.hidden = !words;
}

async function look() {
  try {
    const response = await fetch(location.pathname, {
      headers: { 'Vart-Live': '1' },
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE),
    });
    // Sent to the login: the session has ended.
    if (response.type === 'opaqueredirect') return tell('Du är utloggad. Ladda om sidan för att logga in igen.');
    if (response.status === 404) return tell('Sidan finns inte längre för dig. Gå till Ärenden.');
    if (!response.ok) throw new Error('refused');
    take(await response.text());
    tell('');
    pause = SECONDS;
  } catch {
    tell('Sidan når inte Vart just nu och kan vara gammal. Den försöker igen av sig själv.');
    pause = Math.min(pause * 2, LONGEST);
  }
  next();
}

function next() {
  clearTimeout(timer);
  timer = setTimeout(look, 1000 * (document.hidden ? Math.max(pause, HIDDEN_SECONDS) : pause));
}

document.addEventListener('visibilitychange', () => { if (!document.hidden) { clearTimeout(timer); look(); } });
next();
