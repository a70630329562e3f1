// The chat inside another page: tells that page when to close or to be left, and takes over its colours.

import { onLeave } from './exit.js';

const host = window.parent;
const link = document.getElementById('leave');
const exit = link.href;
// Only its own kind of message, with nothing in it about anybody.
const tell = (message) => host.postMessage(message, '*');

onLeave(() => tell({ vart: 'leave', to: exit }));
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') tell({ vart: 'close' });
});

// A colour is taken over only where everything that stands on it, or in it, can still be read.
const ENOUGH = 4.5;
const AGAINST = {
  accent: ['--paper', '--surface', '--tint'],
  paper: ['--ink', '--soft', '--accent', '--leave'],
};
const root = document.documentElement;
const pen = document.createElement('canvas').getContext('2d');

function luminance(colour) {
  pen.fillStyle = '#000001';
  pen.fillStyle = colour;
  const value = pen.fillStyle;
  if (value === '#000001' || value.length !== 7) return null;
  const parts = [1, 3, 5].map((at) => parseInt(value.slice(at, at + 2), 16) / 255);
  const [red, green, blue] = parts.map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const contrast = (one, other) => (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);

function paint(name, colour) {
  const light = luminance(colour);
  if (light === null) return;
  const style = getComputedStyle(root);
  const others = AGAINST[name].map((other) => luminance(style.getPropertyValue(other).trim()));
  if (others.some((other) => other === null || contrast(light, other) < ENOUGH)) return;
  root.style.setProperty(`--${name}`, colour);
  if (name === 'accent') root.style.setProperty('--on-accent', contrast(light, 1) >= contrast(light, 0) ? '#fff' : '#000');
}

window.addEventListener('message', ({ source, data }) => {
  if (source !== host || source === window || !data) return;
  // The page around it goes to where the exit leads; the frame is only emptied, so that its word still arrives.
  link.href = '#';
  if (data.vart === 'open') document.getElementById('text').focus();
  if (data.vart === 'colours') for (const name of Object.keys(AGAINST)) if (data.colours[name]) paint(name, data.colours[name]);
});

tell({ vart: 'ready' });
