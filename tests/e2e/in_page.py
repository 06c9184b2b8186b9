"""What is asked of the page itself: Flutter's tree of semantics, as assistive tools find it."""

# Text that can be selected is the value of a text area.
SAID = """node => [node.getAttribute('aria-label'), node.innerText,
    ...[...node.querySelectorAll('textarea')].flatMap(area => [area.getAttribute('aria-label'), area.value])]
    .join('\\n')"""
HEARD = f"""([id, pattern]) => [...document.querySelectorAll(`[flt-semantics-identifier="${{id}}"]`)]
    .some(node => new RegExp(pattern, 'm').test(({SAID})(node)))"""
# Time in which Flutter draws, three times over.
FRAMES = """async () => {
  for (let i = 0; i < 3; i++) await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
}"""
SELECTED = """() => {
  const { value, selectionStart, selectionEnd } = document.activeElement;
  return selectionStart === 0 && selectionEnd === (value ?? '').length;
}"""
TEXTS = """() => {
  const found = new Set();
  const host = document.querySelector('flt-semantics-host');
  for (const node of host.querySelectorAll('[aria-label]')) found.add(node.getAttribute('aria-label'));
  for (const node of host.querySelectorAll('input,textarea')) {
    found.add(node.placeholder);
    if (node.tagName === 'TEXTAREA') found.add(node.value);
  }
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) found.add(walker.currentNode.textContent);
  return [...found];
}"""
# What a scrolling pane cuts off at its edge, or keeps beyond it, has no size of its own: it is left out.
PRESSABLE = """() => [...document.querySelectorAll(
  'flt-semantics[role=button],flt-semantics[role=tab],flt-semantics[role=checkbox],flt-semantics[flt-tappable]')]
  .filter(node => {
    const pane = node.closest('flt-semantics:has(> flt-semantics-scroll-overflow)');
    if (!pane) return true;
    const box = node.getBoundingClientRect(), edge = pane.getBoundingClientRect();
    const cut = (low, high, size) => box[low] < edge[low] - 0.5 || box[high] > edge[high] + 0.5
      || (box[size] < 48 && (box[low] < edge[low] + 0.5 || box[high] > edge[high] - 0.5));
    return !cut('top', 'bottom', 'height') && !cut('left', 'right', 'width');
  })
  .map(node => [node.getAttribute('flt-semantics-identifier') || node.getAttribute('aria-label')
                || node.innerText || node.parentElement.getAttribute('flt-semantics-identifier'),
                node.getBoundingClientRect()])
  .map(([name, box]) => [name, box.x, box.y, box.width, box.height])"""
# Boxes that a scrolling row or pane keeps beyond its edge are not cut: they are scrolled to.
BEYOND = """width => [...document.querySelectorAll('flt-semantics-host flt-semantics')]
  .filter(node => !node.parentElement.closest('flt-semantics:has(> flt-semantics-scroll-overflow)'))
  .map(node => [node.getAttribute('flt-semantics-identifier') || node.innerText,
                node.getBoundingClientRect()])
  .filter(([, box]) => box.left < -0.5 || box.right > width + 0.5)
  .map(([name, box]) => `${name}: ${box.left}..${box.right}`)"""
# A line a node: as deep as it lies, its role, its name, how it is found, and its states.
TREE = """() => {
  const roles = { INPUT: 'textbox', TEXTAREA: 'text', H1: 'heading', H2: 'heading', H3: 'heading' };
  const states = ['checked', 'selected', 'disabled', 'current', 'expanded', 'live', 'invalid', 'modal'];
  const lines = [];
  const own = node => [...node.childNodes]
    .filter(child => child.nodeType === Node.TEXT_NODE || child.tagName === 'SPAN')
    .map(child => child.textContent).join(' ');
  const walk = (node, depth) => {
    for (const child of node.children) {
      if (child.tagName === 'SPAN') continue;
      const role = child.getAttribute('role') || roles[child.tagName] || '';
      const text = child.getAttribute('aria-label') || (role === 'text' ? child.value : own(child));
      const name = (text || child.placeholder || '').trim();
      const found = child.getAttribute('flt-semantics-identifier');
      const parts = [role, name && JSON.stringify(name), found && `#${found}`,
        ...states.filter(state => child.hasAttribute(`aria-${state}`))
          .map(state => `${state}=${child.getAttribute(`aria-${state}`)}`)].filter(Boolean);
      if (parts.length) lines.push('  '.repeat(depth) + parts.join(' '));
      walk(child, parts.length ? depth + 1 : depth);
    }
  };
  walk(document.querySelector('flt-semantics-host'), 0);
  return lines;
}"""
PLACED = """() => Object.fromEntries(
  [...document.querySelectorAll('[flt-semantics-identifier]')]
  .map(node => [node, node.getBoundingClientRect()])
  .map(([node, box]) => [node.getAttribute('flt-semantics-identifier'),
                         [box.x, box.y, box.width, box.height].map(Math.round)]))"""
# What live regions say is put into a place of its own for a moment, for screen readers to read out.
LISTEN = """() => {
  window.announced = [];
  const host = document.querySelector('flt-announcement-host');
  const note = node => { if (node.textContent.trim()) window.announced.push(node.textContent.trim()); };
  new MutationObserver(changes => changes.forEach(change => {
    change.addedNodes.forEach(note);
    if (change.type === 'characterData') note(change.target);
  })).observe(host, { childList: true, subtree: true, characterData: true });
}"""
