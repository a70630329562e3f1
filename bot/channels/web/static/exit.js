// The quick exit. Without script it is a plain link; with script it also clears, and cannot be stepped back from.
// Shift three times does the same, as on GOV.UK: https://design-system.service.gov.uk/patterns/exit-a-page-quickly/

const WITHIN = 5_000;
const PRESSES = 3;

const link = document.getElementById('leave');
const status = document.getElementById('shift');
const words = JSON.parse(document.body.dataset.shift);
const clearing = [];
let presses = 0;
let alone = false;
let timer = null;

// Have something cleared on the way out.
export const onLeave = (clear) => clearing.push(clear);

function leave() {
  const target = link.href;
  // First what can be seen, then what can be remembered.
  document.body.replaceChildren();
  for (const clear of clearing) clear();
  window.location.replace(target);
}

function count(number) {
  clearTimeout(timer);
  presses = number;
  if (number === PRESSES) return leave();
  status.textContent = number ? words[PRESSES - number] : '';
  if (number) timer = setTimeout(() => { presses = 0; status.textContent = words[0]; }, WITHIN);
}

link.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});
// Shift by itself counts; Shift held while writing a capital letter does not.
document.addEventListener('keydown', (event) => {
  alone = event.key === 'Shift';
  if (!alone && presses) count(0);
});
document.addEventListener('keyup', (event) => {
  if (event.key === 'Shift' && alone) count(presses + 1);
});
// A page that the browser kept for its Back button is empty after an exit: begin anew.
window.addEventListener('pageshow', (event) => {
  if (event.persisted && !link.isConnected) window.location.reload();
});
