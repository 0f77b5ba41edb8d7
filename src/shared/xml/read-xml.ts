import { DOMParser } from '@xmldom/xmldom';

const MOST_LETTERS = 2_000_000;
const DEEPEST = 64;
const COMMENT = 8;
const INSTRUCTION = 7;

/** Reads a document without a document type; throws `RangeError` with what is wrong with it. */
export function parseXml(text: string): Element {
  if (text.length > MOST_LETTERS) throw new RangeError('it is too long');
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new RangeError('it has a document type');
  const fail = () => {
    throw new RangeError('it is no XML');
  };
  const errorHandler = { warning: fail, error: fail, fatalError: fail };
  const root = new DOMParser({ errorHandler }).parseFromString(text.trim(), 'text/xml')?.documentElement;
  if (!root) throw new RangeError('it is no XML');
  return root;
}

/** Throws `RangeError` where comments or instructions split texts that others read as one. */
export function requirePlainXml(root: Element): void {
  const open: { node: Node; depth: number }[] = [{ node: root, depth: 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    if (node.nodeType === COMMENT || node.nodeType === INSTRUCTION)
      throw new RangeError('it has comments or instructions');
    if (depth > DEEPEST) throw new RangeError('it is nested too deeply');
    for (let child = node.firstChild; child; child = child.nextSibling)
      open.push({ node: child, depth: depth + 1 });
  }
}

export function childElements(parent: Element, namespace: string, name: string): Element[] {
  return Array.from(parent.childNodes as unknown as ArrayLike<Element>).filter(
    ({ localName, namespaceURI }) => localName === name && namespaceURI === namespace,
  );
}

export function descendantElements(root: Element, namespace: string, name: string): Element[] {
  return Array.from(root.getElementsByTagNameNS(namespace, name) as ArrayLike<Element>);
}

/** Null where it has none, or an empty one. */
export function attributeOf(element: Element, name: string): string | null {
  return element.getAttribute(name) || null;
}

export function textOf(element: Element | undefined): string {
  return element?.textContent?.trim() ?? '';
}
