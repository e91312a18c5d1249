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
  window.studioTell = tell;

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

  function signIn() {
    if (isEditor) sessionStorage.setItem(lost, 'true');
    location.assign(`/dang-nhap?tiep=${encodeURIComponent(location.pathname + location.search)}`);
    // Never answered: an answer would break Studio's page before the browser leaves it.
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

  // It counts on these to be done: after a refusal it shows its error bar, and the page is dead.
  const breaksStudio = (method, path, status) =>
    method === 'DELETE' ? status !== 404 : method === 'POST' && /\/(bulk-actions|cancel|alterations)\/|\/revert\/\d+$/.test(path);

  const generalText = (status) =>
    status === 403
      ? 'Đồng chí không có quyền làm việc này nên thay đổi chưa được lưu.'
      : status >= 500
        ? 'Máy chủ gặp lỗi nên việc vừa rồi chưa được thực hiện. Hãy thử lại; nếu vẫn lỗi, báo quản trị viên.'
        : 'Máy chủ không nhận việc vừa rồi. Hãy tải lại trang rồi thử lại.';

  async function send(input, init, method) {
    const headers = new Headers(init?.headers ?? (input instanceof Request ? input.headers : undefined));
    if (!isSafe(method)) {
      headers.set('X-XSRF-TOKEN', studio.dataset.token);
      headers.set('X-LienThong-Seat', seat);
    }
    try {
      return await ask(input, { ...init, headers });
    } catch (error) {
      if (error?.name !== 'AbortError') tell('Mất kết nối với máy chủ. Kiểm tra đường truyền; thay đổi vừa rồi có thể chưa được lưu.');
      throw error;
    }
  }

  // While it draws a form Studio asks for the same list many times; whatever else stands in the form makes no difference to a list.
  const lists = new Map();
  const isList = (address) => /\/descriptors\/activities\/[^/]+\/options\/[^/]+$/.test(address.pathname);

  async function askOnce(address, input, init) {
    let coming = lists.get(address.pathname);
    if (coming === undefined) {
      coming = answerOf(address, input, { ...init, signal: undefined });
      lists.set(address.pathname, coming);
      const forget = () => setTimeout(() => lists.delete(address.pathname), 2000);
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
    let answer = await send(input, init, method);
    if (answer.status === 401) return signIn();
    if (answer.status < 400) return answer;
    let { code, texts } = await textsOf(answer);
    if (answer.status === 400 && code === 'antiforgery') {
      // Somebody signed in anew in another window; the token of this page was the old session's.
      if (!(await refreshToken())) return signIn();
      answer = await send(input, init, method);
      if (answer.status < 400) return answer;
      ({ texts } = await textsOf(answer));
    }
    // Studio itself shows what is wrong with a definition that it saves, and bears that some things are not there.
    const isShown = answer.status === 400 && method === 'POST' && /\/workflow-definitions(\/import)?$/.test(address.pathname);
    const isAccident = breaksStudio(method, address.pathname, answer.status);
    if (isAccident || (!isShown && answer.status !== 404)) tell(texts.length > 0 ? texts.join('\n') : generalText(answer.status));
    // What is called off its page just leaves, and works on.
    if (isAccident) throw new DOMException('Refused, and told.', 'AbortError');
    return answer;
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
