// Vart on another site, with one tag: <script src="https://…/embed.js" data-kommun="2460" async></script>
// A button that opens the chat in a frame. Nothing is asked of Vart, and nothing kept, before it is pressed.
(() => {
  const tag = document.currentScript;
  const home = new URL(tag.src).origin;
  const { kommun = '', text = 'Vart kan jag vända mig?' } = tag.dataset;
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const box = make('vart-chat', {});
  const root = box.attachShadow({ mode: 'open' });
  const button = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel' }, text);
  const close = make('button', { type: 'button', class: 'close' }, 'Stäng');
  const panel = make('div', { id: 'panel', role: 'dialog', 'aria-label': 'Vart', hidden: '' }, close);
  let frame = null;

  // Neither the styles of the page nor its Content-Security-Policy can get between: no inline style.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { all: initial; position: fixed; inset-block-end: 1rem; inset-inline-end: 1rem; z-index: 2147483000;
      font: 1rem/1.4 system-ui, sans-serif; }
    button { font: inherit; font-weight: 600; min-height: 3rem; padding: 0.5rem 1.25rem; border: 2px solid #fff;
      border-radius: 1.5rem; background: var(--vart-accent, #1d5c56); color: var(--vart-on-accent, #fff);
      cursor: pointer; box-shadow: 0 2px 12px #0005; }
    button:focus-visible { outline: 3px solid #0b5cad; outline-offset: 2px; box-shadow: 0 0 0 6px #fff; }
    #panel { position: fixed; inset-block-end: 4.75rem; inset-inline-end: 1rem; display: flex;
      flex-direction: column; width: min(26rem, calc(100vw - 2rem)); height: min(46rem, calc(100dvh - 5.75rem));
      background: #fffefb; color: #21302f; border: 1px solid #78857f; border-radius: 1rem; overflow: hidden;
      box-shadow: 0 4px 24px #0006; }
    #panel[hidden] { display: none; }
    .close { align-self: flex-end; margin: 0.25rem; min-height: 2.75rem; padding: 0.25rem 1rem; box-shadow: none;
      border-radius: 0.75rem; }
    iframe { flex: 1; width: 100%; border: 0; background: #f6f2ea; }`);
  root.adoptedStyleSheets = [sheet];

  const tell = (message) => frame.contentWindow.postMessage(message, home);

  function show() {
    if (!frame) {
      const address = `${home}/inbaddad${kommun ? `?kommun=${encodeURIComponent(kommun)}` : ''}`;
      frame = make('iframe', { src: address, title: 'Vart: chatta om vart du kan vända dig', referrerpolicy: 'no-referrer' });
      panel.append(frame);
    }
    panel.hidden = false;
    button.setAttribute('aria-expanded', 'true');
    frame.focus();
    tell({ vart: 'open' });
  }

  function hide() {
    panel.hidden = true;
    button.setAttribute('aria-expanded', 'false');
    button.focus();
  }

  function colours() {
    const style = getComputedStyle(box);
    const of = (name) => style.getPropertyValue(`--vart-${name}`).trim();
    return { accent: of('accent'), paper: of('paper') };
  }

  button.addEventListener('click', () => (panel.hidden ? show() : hide()));
  close.addEventListener('click', hide);
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !panel.hidden) hide();
  });
  window.addEventListener('message', ({ origin, source, data }) => {
    if (!frame || origin !== home || source !== frame.contentWindow || !data) return;
    if (data.vart === 'ready') {
      tell({ vart: 'colours', colours: colours() });
      if (!panel.hidden) tell({ vart: 'open' });
    } else if (data.vart === 'close') {
      hide();
    } else if (data.vart === 'leave' && /^https:\/\//.test(data.to)) {
      // The quick exit leaves this page too.
      document.documentElement.style.display = 'none';
      window.location.replace(data.to);
    }
  });

  root.append(button, panel);
  const place = () => document.body.append(box);
  if (document.body) place();
  else document.addEventListener('DOMContentLoaded', place);
})();
