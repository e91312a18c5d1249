// Elsa Studio's texts in Vietnamese. It has no place for a translation, so what it writes into the page is replaced: exact texts by window.studioWords,
// texts with numbers or names in them by window.studioPatterns. What people wrote stays, also where it is a text of Studio's too: it is known by where it stands.
(() => {
  'use strict';
  const words = new Map(Object.entries(window.studioWords ?? {}));
  const patterns = window.studioPatterns ?? [];
  const attributes = ['placeholder', 'title', 'aria-label'];
  const observed = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes };

  // A tab for the definition that is open, beside the one for its code.
  const nameTab = '.tabs-root > .mud-tabs-tabbar .mud-tooltip-root:first-child > .mud-tab';

  /** Controls that lead nowhere here, by their text in English. */
  const away = new Map([[`.mud-tab:not(${nameTab})`, ['Test']], ['.mud-menu-item', ['Save As']], ['tr.hover-row', ['Open filtered logs']]]);
  // The server refuses them to who may only read.
  if ('reader' in document.getElementById('studio').dataset)
    away.set('.mud-menu-item', ['Save As', 'Run', 'Duplicate', 'Cancel', 'Delete', 'Publish', 'Unpublish', 'Export', 'Import']).set('button', ['Run Workflow', 'Run workflow']);

  /** Where names and texts of people stand: lists, tables of variables, steps of a diagram, the palette, the tab of the definition, the way into a container, the journal. */
  const peoples = [
    'elsa-workflow-definition-list td',
    'elsa-workflow-instance-list td:not([data-label="SubStatus"])',
    'elsa-workflow-definition-editor :is(.mud-chip-content, .mud-simple-table tr:not(.hover-row) td:nth-child(-n+2))',
    ':is(.activity-label, .activity-description, .activity-type, .elsa-activity-embedded)',
    '[draggable="true"]',
    nameTab,
    '.mud-breadcrumbs li:not(:first-child)',
    '.mud-timeline-item .mud-typography-body2',
  ].join(', ');
  const both = (...texts) => new Set(texts.flatMap((text) => [text, words.get(text)]));
  const wordedRows = both('Status', 'Sub status', 'Incident Strategy', 'Log Persistence Strategy', 'Read Only', 'Readonly');
  const peoplesTabs = both('Variables', 'Input/output', 'Input/Output');
  const eventTab = both('Event');

  // A panel of values has a name and a value in each row.
  function isPeoplesRow(element, row) {
    const tab = row.closest('.mud-tabs')?.querySelector('.mud-tab-active')?.textContent.trim();
    if (peoplesTabs.has(tab)) return true;
    return element.closest('td') !== row.cells[0] && !eventTab.has(tab) && !wordedRows.has(row.cells[0].textContent.trim());
  }

  function isPeoples(element) {
    const row = element.closest('tr.hover-row');
    return row === null ? element.closest(peoples) !== null : isPeoplesRow(element, row);
  }

  function translated(text) {
    const bare = text.trim();
    if (bare === '') return text;
    const exact = words.get(bare) ?? words.get(bare.replace(/\s+/g, ' '));
    if (exact !== undefined) return text.replace(bare, () => exact);
    for (const [pattern, replacement] of patterns) if (pattern.test(bare)) return text.replace(bare, () => bare.replace(pattern, replacement));
    return text;
  }

  const isOurs = (element) => element === null || element.closest('.monaco-editor, .lt-header, .lt-toasts, script, style, textarea') !== null;

  function hideDeadEnd(element, text) {
    for (const [selector, texts] of away) if (texts.includes(text)) element.closest(selector)?.classList.add('lt-away');
  }

  // The node itself is edited and not replaced: Blazor keeps it and finds it again.
  function turnText(node) {
    const element = node.parentElement;
    if (isOurs(element)) return;
    hideDeadEnd(element, node.data.trim());
    if (isPeoples(element)) return;
    const inMenu = element.closest('.mud-menu-item') === null ? undefined : window.studioMenuWords[node.data.trim()];
    const turned = inMenu ?? translated(node.data);
    if (turned !== node.data) node.data = turned;
  }

  function turnAttributes(element) {
    if (isOurs(element)) return;
    for (const name of attributes) {
      const text = element.getAttribute(name);
      if (text === null) continue;
      hideDeadEnd(element, text);
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
