// Elsa Studio's texts in Vietnamese. It has no place for a translation, so what it writes into the page is replaced: exact texts by window.studioWords,
// texts with numbers or names in them by window.studioPatterns. What people wrote is never a whole text of Studio's, so it stays, as does all in the code editor.
(() => {
  'use strict';
  const words = new Map(Object.entries(window.studioWords ?? {}));
  const patterns = window.studioPatterns ?? [];
  const attributes = ['placeholder', 'title', 'aria-label'];
  const observed = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes };

  /** Controls that lead nowhere here, by their text in English. */
  const away = new Map([['.mud-tab', new Set(['Test'])], ['.mud-menu-item', new Set(['Save As'])], ['a', new Set(['Open filtered logs'])]]);

  function translated(text) {
    const bare = text.trim();
    if (bare === '') return text;
    const exact = words.get(bare) ?? words.get(bare.replace(/\s+/g, ' '));
    if (exact !== undefined) return text.replace(bare, () => exact);
    for (const [pattern, replacement] of patterns) if (pattern.test(bare)) return text.replace(bare, () => bare.replace(pattern, replacement));
    return text;
  }

  const isOurs = (element) => element === null || element.closest('.monaco-editor, .lt-header, .lt-toasts, script, style, textarea') !== null;

  function hideDeadEnd(node, text) {
    for (const [selector, texts] of away) if (texts.has(text)) node.parentElement.closest(selector)?.classList.add('lt-away');
  }

  // The node itself is edited and not replaced: Blazor keeps it and finds it again.
  function turnText(node) {
    if (isOurs(node.parentElement)) return;
    hideDeadEnd(node, node.data.trim());
    const turned = translated(node.data);
    if (turned !== node.data) node.data = turned;
  }

  function turnAttributes(element) {
    if (isOurs(element)) return;
    for (const name of attributes) {
      const text = element.getAttribute(name);
      if (text === null) continue;
      const turned = translated(text);
      if (turned !== text) element.setAttribute(name, turned);
    }
  }

  function turnTree(root) {
    if (root.nodeType === Node.TEXT_NODE) return turnText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || isOurs(root)) return;
    turnAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.nodeType === Node.TEXT_NODE) turnText(walker.currentNode);
      else turnAttributes(walker.currentNode);
    }
  }

  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === 'characterData') turnText(change.target);
      else if (change.type === 'attributes') turnAttributes(change.target);
      else change.addedNodes.forEach(turnTree);
    }
    // Our own changes are no news.
    observer.takeRecords();
  });
  observer.observe(document.body, observed);
})();
