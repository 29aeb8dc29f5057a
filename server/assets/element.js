/** A new element of a page, with its class, attributes and content. */
export function element(name, className, attributes = {}, ...children) {
  const node = document.createElement(name);
  if (className) node.className = className;
  for (const [attribute, value] of Object.entries(attributes)) node.setAttribute(attribute, value);
  node.append(...children);
  return node;
}
