// What map.html uses of vis-network: the canvas. The rest is left out by the bundler.
export { DataSet } from 'vis-data/esnext';
export { Network } from 'vis-network/esnext';
