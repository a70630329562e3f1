// While somebody writes: the same form is looked at on the server, and the faults, the hours and the preview
// are exchanged. Nothing is saved, and the page works without this. What comes back is parsed, never run.

const form = document.getElementById('listing-form');
const PAUSE = 800;
let timer = null;
let asked = null;

function take(text) {
  const page = new DOMParser().parseFromString(text, 'text/html');
  for (const part of document.querySelectorAll('[data-live]')) {
    const fresh = page.getElementById(part.id);
    if (!fresh || part.isEqualNode(fresh)) continue;
    // Only what stands in it: whoever reads aloud keeps the place.
    part.replaceChildren(...[...document.importNode(fresh, true).childNodes]);
    part.querySelectorAll('[role="alert"]').forEach((one) => one.removeAttribute('role'));
  }
  for (const box of form.querySelectorAll('[aria-describedby]')) {
    const fresh = box.id && page.getElementById(box.id);
    if (!fresh) continue;
    if (fresh.hasAttribute('aria-invalid')) box.setAttribute('aria-invalid', 'true');
    else box.removeAttribute('aria-invalid');
  }
}

async function look() {
  asked?.abort();
  asked = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  body.set('do', 'look');
  try {
    const answer = await fetch(form.action, { method: 'POST', body, signal: asked.signal, redirect: 'error' });
    // Sent to the login: what is typed stays here, and goes along when it is saved.
    if (answer.ok || answer.status === 422) take(await answer.text());
  } catch { /* The next change asks again. */ }
}

form.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});
