// Builds elements. Text only ever becomes text nodes: nothing in the script can be read as HTML.

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== ''));
  return element;
}

export const byId = (id) => document.getElementById(id);
