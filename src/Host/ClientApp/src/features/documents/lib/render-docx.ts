import { parseAsync, renderDocument, type HElement } from 'docx-preview';
import { foundRules } from './show-found';

export interface RenderedDocx {
  body: HTMLElement;
  sheets: CSSStyleSheet[];
}

const ownRules = `
:host { display: block; color: #000; color-scheme: light; }
.docx-wrapper { display: flex; padding: 0; background: none; flex-direction: column; align-items: center; }
.docx-wrapper > section.docx, section.docx { position: relative; background: #fff; box-shadow: 0 1px 4px rgb(0 0 0 / 30%); margin: 0 0 12px; box-sizing: border-box; overflow: hidden; }
section.docx p { overflow-wrap: break-word; }
@media print { .docx-wrapper > section.docx { box-shadow: none; } }
${foundRules}`;

/** Draws a Word file for a shadow root. Nothing in it runs: no embedded pages, no fonts of its own, links only to the web. Its styles come as sheets, for the content policy refuses style text in markup. */
export async function renderDocx(file: Blob): Promise<RenderedDocx> {
  const options = { className: 'docx', inWrapper: true, ignoreFonts: true, renderAltChunks: false, renderChanges: false, renderComments: false, useBase64URL: true, ignoreLastRenderedPageBreak: false, h: build };
  const nodes = await renderDocument(await parseAsync(file, options), options);
  const body = document.createElement('div');
  const rules: string[] = [];
  for (const node of nodes)
    if (node.nodeName === 'STYLE') rules.push(node.textContent ?? '');
    else if (node instanceof Element) body.append(node);
  for (const link of body.querySelectorAll('a')) makeSafe(link);
  return { body, sheets: [...rules, ownRules].map(sheetOf) };
}

function sheetOf(rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}

function makeSafe(link: HTMLAnchorElement): void {
  const href = link.getAttribute('href') ?? '';
  if (/^(https?:|mailto:)/i.test(href)) {
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
  } else link.removeAttribute('href');
}

// The library's own way sets the style attribute as text, which the content policy refuses; through the object model it may be set.
function build(part: HElement | Node | string): Node {
  if (typeof part === 'string') return document.createTextNode(part);
  if (part instanceof Node) return part;
  const { ns, tagName, className, style, children, ...properties } = part as HElement & { ns?: string };
  if (tagName === '#comment') return document.createComment('');
  const inside = (children ?? []).map(build);
  if (tagName === '#fragment') {
    const fragment = document.createDocumentFragment();
    fragment.append(...inside);
    return fragment;
  }
  if (['script', 'iframe', 'object', 'embed'].includes(tagName.toLowerCase())) return document.createComment('');
  const element = ns === undefined ? document.createElement(tagName) : document.createElementNS(ns, tagName);
  if (className !== undefined && className !== '') element.setAttribute('class', className);
  if (style !== undefined) {
    const target = (element as HTMLElement | SVGElement).style;
    if (typeof style === 'string') target.cssText = style;
    else Object.assign(target, style);
  }
  for (const [name, value] of Object.entries(properties)) if (value !== undefined) Object.assign(element, { [name]: value as unknown });
  element.append(...inside);
  return element;
}
