const show = (() => {
  const quote = s => JSON.stringify(s);
  const key = k => typeof k === 'symbol' ? `[${String(k)}]` : /^[A-Za-z_$][\w$]*$|^\d+$/.test(k) ? k : quote(k);
  const text = (v, deep) => {
    if (v === null) return 'null';
    switch (typeof v) {
      case 'undefined': return 'undefined';
      case 'string': return quote(v);
      case 'number': return Object.is(v, -0) ? '-0' : String(v);
      case 'bigint': return `${v}n`;
      case 'boolean': return String(v);
      case 'symbol': return String(v);
      case 'function': return `function ${v.name}`;
    }
    if (deep > 4) return '...';
    if (Array.isArray(v)) {
      const items = [];
      for (let i = 0; i < v.length && i < 40; i++) items.push(i in v ? text(v[i], deep + 1) : '');
      return '[' + items.join(',') + ']';
    }
    if (v instanceof Error) return `${v.name}: ${v.message}`;
    if (v instanceof Date) return isNaN(v) ? 'Invalid Date' : v.toISOString();
    if (v instanceof RegExp) return String(v);
    if (v instanceof Map) return 'Map' + text([...v], deep + 1);
    if (v instanceof Set) return 'Set' + text([...v], deep + 1);
    return '{' + Reflect.ownKeys(v).filter(k => Object.prototype.propertyIsEnumerable.call(v, k)).map(k => `${key(k)}:${text(v[k], deep + 1)}`).join(',') + '}';
  };
  return f => {
    try { return text(f(), 0); }
    catch (e) { return 'throws ' + (e instanceof Error ? e.name : text(e, 0)); }
  };
})();
