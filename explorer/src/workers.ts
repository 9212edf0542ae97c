/** Tells Monaco where its workers are. Must be imported before anything of GraphiQL. */
window.MonacoEnvironment = {
  getWorker: (_id, label) => {
    const name = label === 'json' || label === 'graphql' ? label : 'editor';
    return new Worker(`./assets/${name}.worker.js?v=${BUILD_VERSION}`);
  },
};
