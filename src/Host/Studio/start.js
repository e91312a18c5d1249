// Starts Elsa Studio with the one element of this page, and shows how far it is until there is something to see.
(() => {
  'use strict';
  const studio = document.getElementById('studio');
  const slow = 60_000;

  const splash = document.createElement('div');
  splash.className = 'lt-splash';
  const title = document.createElement('strong');
  const bar = document.createElement('progress');
  const note = document.createElement('p');
  splash.append(title, bar, note);
  bar.max = 100;
  bar.setAttribute('aria-label', 'Đang mở Elsa Studio');
  title.textContent = 'Đang mở Elsa Studio…';
  note.textContent = 'Lần đầu trình duyệt tải khoảng 9 MB; các lần sau mở nhanh hơn.';
  document.body.append(splash);

  function reloadButton() {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Tải lại trang';
    button.addEventListener('click', () => location.reload());
    return button;
  }

  let isOver = false;
  function fail(text) {
    if (isOver) return;
    isOver = true;
    splash.dataset.failed = 'true';
    splash.setAttribute('role', 'alert');
    title.textContent = 'Không mở được Elsa Studio';
    note.textContent = text;
    splash.append(reloadButton());
  }

  function open() {
    if (isOver) return;
    isOver = true;
    splash.remove();
  }

  // The package shows this element when one of its parts has broken.
  const broken = document.createElement('div');
  broken.id = 'blazor-error-ui';
  broken.append('Elsa Studio gặp lỗi và không làm tiếp được ở trang này. Những gì đã lưu vẫn còn. ', reloadButton());
  document.body.append(broken);
  // What a refusal broke off was one thing to do: the rest of the page works on, but for one that was not yet there.
  new MutationObserver(() => {
    if (broken.style.display !== 'block' || !window.studioHasTold()) return;
    broken.style.display = '';
    fail('Máy chủ không đưa được nội dung của trang. Tải lại trang; nếu vẫn lỗi, báo quản trị viên.');
  }).observe(broken, { attributes: true, attributeFilter: ['style'] });

  if (typeof WebAssembly !== 'object') {
    fail('Trình duyệt này không chạy được WebAssembly. Hãy dùng bản mới của Chrome, Edge hoặc Firefox, hay đề nghị quản trị viên cho phép WebAssembly.');
    return;
  }
  if (typeof Blazor !== 'object') {
    fail('Không tải được tệp của Elsa Studio. Kiểm tra đường truyền rồi tải lại trang; nếu vẫn lỗi, báo quản trị viên.');
    return;
  }

  // One provider before the element: it says to all what the server's address is. The session is the cookie's.
  const provider = document.createElement('elsa-backend-provider');
  provider.setAttribute('remote-endpoint', new URL('/elsa/api', location.origin).href);
  const element = document.createElement(studio.dataset.element);
  if (studio.dataset.attribute) element.setAttribute(studio.dataset.attribute, studio.dataset.id);
  // The lists leave it to the page where a row leads.
  const goTo = (address) => (id) => location.assign(`/studio/workflows/${address.replace('{id}', encodeURIComponent(id))}`);
  // What is set before Blazor knows the element would hide the element's own properties.
  void customElements.whenDefined(element.localName).then(() => {
    element.editWorkflowDefinition = goTo('definitions/{id}/edit');
    element.viewWorkflowInstance = goTo('instances/{id}/view');
  });
  studio.append(provider, element);

  // Blazor itself counts its files in this property.
  const counting = setInterval(() => {
    const percentage = parseFloat(document.documentElement.style.getPropertyValue('--blazor-load-percentage'));
    if (!Number.isNaN(percentage)) bar.value = percentage;
    if (percentage >= 100) note.textContent = 'Đã tải xong, đang vẽ…';
    if (isOver) clearInterval(counting);
  }, 100);
  setTimeout(() => {
    if (!isOver) note.textContent = 'Lâu hơn thường lệ. Máy có thể đang bận hoặc đường truyền chậm; hãy chờ thêm, hoặc tải lại trang.';
  }, slow);

  // Its first elements come empty; with a text or a picture there is something to see.
  const drawing = new MutationObserver(() => {
    if (!/\S/.test(element.textContent) && element.querySelector('svg, canvas, table') === null) return;
    drawing.disconnect();
    open();
  });
  drawing.observe(element, { subtree: true, childList: true, characterData: true });

  // It centres a diagram while its pane may still be a few pixels wide, and again when it knows what ran, and then shows an empty corner or the middle; so each
  // diagram is fitted once it stands, and whenever Studio moves it or its pane changes, until a hand is laid on the page.
  const fitted = new WeakSet();
  let touches = 0;
  for (const touch of ['pointerdown', 'wheel', 'keydown']) element.addEventListener(touch, () => (touches += 1), { capture: true, passive: true });
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  async function fit(diagram) {
    fitted.add(diagram);
    // The same instance of the module that Studio has.
    const designer = await import('/studio/_content/Elsa.Studio.Workflows.Designer/designer.entry.js');
    const touchesBefore = touches;
    const graphOf = () => designer.graphBindings[diagram.id]?.graph;
    const size = () => `${diagram.clientWidth} ${diagram.clientHeight}`;

    // Steps may be drawn before Studio has noted whose they are.
    async function standing() {
      for (let before; before !== size() || graphOf() === undefined; ) {
        before = size();
        for (let frame = 0; frame < 10; frame += 1) await nextFrame();
        if (!diagram.isConnected) return undefined;
      }
      return graphOf();
    }

    let isMoving = true;
    function place(graph) {
      isMoving = true;
      designer.zoomToFit(diagram.id);
      if (graph.zoom() > 1) {
        graph.zoomTo(1);
        graph.centerContent();
      }
      // Its scale has a least: of what is longer than the pane, the beginning is shown.
      const content = graph.getContentArea();
      if (content.height * graph.zoom() > diagram.clientHeight) graph.translate(graph.translate().tx, 16 - content.y * graph.zoom());
      isMoving = false;
    }

    async function placeAgain() {
      if (isMoving || touches !== touchesBefore) return;
      isMoving = true;
      const graph = await standing();
      if (graph !== undefined && touches === touchesBefore) place(graph);
    }

    const graph = await standing();
    if (graph === undefined) return;
    place(graph);
    studio.dataset.fitted = diagram.id;
    graph.on('translate', () => void placeAgain());
    new ResizeObserver(() => void placeAgain()).observe(diagram);
  }
  new MutationObserver(() => {
    for (const diagram of element.querySelectorAll('.x6-graph')) if (!fitted.has(diagram) && diagram.querySelector('.x6-node') !== null) void fit(diagram);
  }).observe(element, { subtree: true, childList: true });

  const broke = 'Không tải được hoặc không chạy được tệp của Elsa Studio. Kiểm tra đường truyền rồi tải lại trang; nếu vẫn lỗi, báo quản trị viên.';
  // What does not come while it starts is a rejection that nobody there waits for.
  window.addEventListener('unhandledrejection', (event) => {
    if (/Failed to start platform|^(Error: )?download '/.test(String(event.reason))) fail(broke);
  });
  Blazor.start().catch((error) => {
    console.error(error);
    fail(broke);
  });
})();
