// What Elsa Studio finds changed in the browser: its requests carry our token and their refusals become texts, and what it only writes into the address is opened.
(() => {
  'use strict';
  const studio = document.getElementById('studio');
  const lost = 'lienthong.studio.lost';

  // Dates, numbers and the texts of its component kit.
  localStorage.setItem('BlazorCulture', 'vi-VN');

  const isEditor = studio.dataset.element === 'elsa-workflow-definition-editor';

  // Its parts bring this as a script inside the page, which our content policy refuses; without it they break. Saving by the keyboard is the editor's.
  window.editorHotkeys = {
    listener: null,
    register(editor) {
      this.dispose();
      if (!isEditor) return;
      this.listener = (event) => {
        if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key !== 's') return;
        event.preventDefault();
        void editor.invokeMethodAsync('OnHotKeysCtrlS');
      };
      window.addEventListener('keydown', this.listener);
    },
    dispose() {
      if (this.listener) window.removeEventListener('keydown', this.listener);
      this.listener = null;
    },
  };

  /** Says something at the foot of the page until it is closed; the same text is not said twice. */
  function tell(text) {
    let list = document.querySelector('.lt-toasts');
    if (list === null) {
      list = document.createElement('div');
      list.className = 'lt-toasts';
      list.setAttribute('role', 'alert');
      document.body.append(list);
    }
    if ([...list.children].some((toast) => toast.dataset.text === text)) return;
    const toast = document.createElement('div');
    toast.className = 'lt-toast';
    toast.dataset.text = text;
    const words = document.createElement('span');
    words.textContent = text;
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = 'Đóng';
    close.addEventListener('click', () => toast.remove());
    toast.append(words, close);
    list.append(toast);
    while (list.children.length > 3) list.firstChild.remove();
  }

  const untell = (text) => [...document.querySelectorAll('.lt-toast')].find((toast) => toast.dataset.text === text)?.remove();

  if (sessionStorage.getItem(lost)) {
    sessionStorage.removeItem(lost);
    tell('Phiên làm việc vừa hết nên thay đổi cuối cùng có thể chưa được lưu. Hãy xem lại quy trình rồi làm lại thay đổi ấy nếu thiếu.');
  }

  // The page as it was loaded: it may write over what it wrote itself a moment ago, and no other page of the same person.
  const seat = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

  const ask = window.fetch.bind(window);
  const isSafe = (method) => method === 'GET' || method === 'HEAD';

  async function refreshToken() {
    const session = await (await ask('/api/session', { headers: { Accept: 'application/json' } })).json();
    studio.dataset.token = session.antiforgeryToken;
    return session.user !== null;
  }

  // Studio sends the next save before it has the answer to the last. On two lines the older could come in last, and would be written over the newer.
  let saving = Promise.resolve();
  function inTurn(save) {
    const turn = saving.then(save);
    saving = turn.catch(() => undefined);
    return turn;
  }

  function signIn() {
    if (isEditor) sessionStorage.setItem(lost, 'true');
    location.assign(`/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`);
    // Never answered: an answer would break Studio's page before the browser leaves it. A browser may keep the page and come back to it: what is saved then waits for nothing.
    saving = Promise.resolve();
    return new Promise(() => undefined);
  }

  async function textsOf(answer) {
    try {
      const body = await answer.clone().json();
      const texts = Object.values(body.errors ?? {}).flat().filter((text) => typeof text === 'string' && text !== '');
      return { code: body.code, texts: texts.length > 0 ? texts : [body.detail ?? body.message].filter(Boolean) };
    } catch {
      return { texts: [] };
    }
  }

  // It counts on these to be done, and breaks off with an error of its own after a refusal.
  const breaksStudio = (method, path, status) =>
    method === 'DELETE' ? status !== 404 : method === 'POST' && /\/(bulk-actions|cancel|alterations)\/|\/revert\/\d+$/.test(path);

  const generalText = (status) =>
    status === 403
      ? 'Đồng chí không có quyền làm việc này nên thay đổi chưa được lưu.'
      : status >= 500
        ? 'Máy chủ gặp lỗi nên việc vừa rồi chưa được thực hiện. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên.'
        : 'Máy chủ không nhận việc vừa rồi. Hãy tải lại trang rồi thử lại.';

  // Some questions are posted.
  const question = /^\/elsa\/(hubs\/.+|api\/(workflow-instances|workflow-instances\/[^/]+\/journal|activity-executions\/report|descriptors\/.+|scripting\/.+))$/;
  const isQuestion = (method, address) => isSafe(method) || (method === 'POST' && question.test(address.pathname));

  const requestOf = (method, address) => `${method} ${address.pathname}`;

  const pause = 3000;
  const away = 'Mất kết nối với máy chủ, trang đang tự thử lại. Nếu thông báo này không mất đi thì thay đổi vừa rồi chưa được lưu: kiểm tra đường truyền rồi làm lại.';
  // What was told of which request: Studio repeats what the server failed at, and it may succeed then.
  const told = new Map();
  function tellOf(request, text) {
    told.set(request, text);
    tell(text);
  }
  function succeeded(request) {
    const text = told.get(request);
    if (told.delete(request) && ![...told.values()].includes(text)) untell(text);
  }

  let refusedAt = -Infinity;
  function refuse(request, text) {
    refusedAt = performance.now();
    tellOf(request, text);
  }
  /** Something was refused just now, and that was told: what breaks in Studio because of it needs no more words. */
  window.studioHasTold = () => performance.now() - refusedAt < 2000;

  /** Asks, and says so while the server does not answer. A question waits until it does, as Studio's page breaks without an answer; a change is Studio's to repeat. */
  async function send(input, init, method, address) {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (!isSafe(method)) {
      headers.set('X-XSRF-TOKEN', studio.dataset.token);
      headers.set('X-LienThong-Seat', seat);
    }
    const waits = isQuestion(method, address);
    for (;;) {
      try {
        const answer = await ask(input, { ...init, headers });
        if (!waits || answer.status < 502 || answer.status > 504) return answer;
      } catch (error) {
        if (error?.name === 'AbortError') throw error;
        if (!waits) {
          refuse(requestOf(method, address), away);
          throw error;
        }
      }
      tellOf(requestOf(method, address), away);
      await new Promise((done) => setTimeout(done, pause));
    }
  }

  async function answered(input, init, method, address) {
    const request = requestOf(method, address);
    let answer = await send(input, init, method, address);
    if (answer.status === 401) return signIn();
    let { code, texts } = answer.status < 400 ? {} : await textsOf(answer);
    if (answer.status === 400 && code === 'antiforgery') {
      // Somebody signed in anew in another window; the token of this page was the old session's.
      if (!(await refreshToken())) return signIn();
      answer = await send(input, init, method, address);
      ({ texts } = await textsOf(answer));
    }
    succeeded(request);
    // Studio itself shows what is wrong with a definition that it saves.
    if (answer.status < 400 || (answer.status === 400 && method === 'POST' && /\/workflow-definitions(\/import)?$/.test(address.pathname))) return answer;
    // It bears that some things are not there.
    if (answer.status !== 404 || !isQuestion(method, address)) refuse(request, texts.length > 0 ? texts.join('\n') : generalText(answer.status));
    // What is called off its page just leaves, and works on.
    if (breaksStudio(method, address.pathname, answer.status)) throw new DOMException('Refused, and told.', 'AbortError');
    // Of a 400 its list says that the definition was retracted.
    return answer.status === 400 && address.pathname.endsWith('/retract') ? new Response(null, { status: 409 }) : answer;
  }

  // As Elsa's server says it. After any other refusal Studio would speak of success, or go to the page of an instance that is not there.
  const notStarted = () => new Response('{}', { headers: { 'Content-Type': 'application/json', 'x-elsa-workflow-cannot-start': 'true' } });

  // While it draws a form Studio asks for the same list many times.
  const lists = new Map();
  const isList = (address) => /\/descriptors\/activities\/[^/]+\/options\/[^/]+$/.test(address.pathname);

  async function askOnce(address, input, init) {
    const asked = address.pathname + (init?.body instanceof Uint8Array ? new TextDecoder().decode(init.body) : String(init?.body));
    let coming = lists.get(asked);
    if (coming === undefined) {
      coming = answerOf(address, input, { ...init, signal: undefined });
      lists.set(asked, coming);
      const forget = () => setTimeout(() => lists.delete(asked), 2000);
      coming.then(forget, forget);
    }
    return (await coming).clone();
  }

  window.fetch = (input, init) => {
    const address = new URL(input instanceof Request ? input.url : input, document.baseURI);
    if (address.origin !== location.origin || !address.pathname.startsWith('/elsa/')) return ask(input, init);
    return isList(address) ? askOnce(address, input, init) : answerOf(address, input, init);
  };

  async function answerOf(address, input, init) {
    const method = (init?.method ?? (input instanceof Request ? input.method : 'GET')).toUpperCase();
    if (method === 'POST' && address.pathname === '/elsa/api/workflow-definitions') return inTurn(() => answered(input, init, method, address));
    if (!/\/workflow-definitions\/[^/]+\/execute$/.test(address.pathname)) return answered(input, init, method, address);
    try {
      const answer = await answered(input, init, method, address);
      return answer.status < 400 ? answer : notStarted();
    } catch {
      // It may have started all the same, so nobody is told that it did not.
      refuse(requestOf(method, address), 'Mất kết nối trong lúc bắt đầu lượt chạy. Có thể lượt chạy đã bắt đầu: xem ở trang «Lượt chạy» trước khi chạy lại.');
      throw new DOMException('Not known, and told.', 'AbortError');
    }
  }

  // It changes the address and shows nothing new; each of its places is a page of its own here.
  const push = history.pushState.bind(history);
  history.pushState = (state, unused, url) => {
    const wanted = url === undefined || url === null ? null : new URL(url, document.baseURI);
    if (wanted !== null && wanted.pathname !== location.pathname && /^(\/studio)?\/workflows\/(definitions|instances)(\/|$)/.test(wanted.pathname))
      location.assign(wanted.pathname.startsWith('/studio') ? wanted : `/studio${wanted.pathname}`);
    else push(state, unused, url);
  };
})();
