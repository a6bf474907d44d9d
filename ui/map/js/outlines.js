// Files of outlines, each loaded once; a failure is told in the map.
function makeLoader(atlas) {
  const loads = new Map();

  // The address holds the content's hash: whatever the browser kept under it is right.
  function fetchJson(url) {
    return fetch(url, { cache: "force-cache" }).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${url}`);
      return answer.json();
    });
  }

  // `sentence` is what the map says when the file cannot be read.
  function load(url, sentence) {
    if (loads.has(url)) return loads.get(url);
    const loading = fetchJson(url);
    loads.set(url, loading);
    loading.then(
      () => atlas.notice.clear(url),
      (error) => {
        console.error(error);
        loads.delete(url);
        atlas.notice.show(url, sentence, true);
      },
    );
    return loading;
  }

  return {
    file: load,
    outlines(name) {
      const layer = atlas.settings.layers.find((one) => one.name === name);
      return load(layer.url, TEXTS.outlinesFailed(layer.title));
    },
  };
}
