// What the scripts of web/static have in common, and what they and the page's program call of each other. The program's side is
// wasm/dom/muestra.go; a name that is changed here has to be changed there.

declare var muestra: Muestra;

interface Muestra {
  // Set by the scripts, read by the program.
  /** whether the browser has vector code for WebAssembly, and somebody has not switched it off */
  simd: boolean;
  /** a phone or tablet */
  phone: boolean;
  /** the program, compiled; the workers run it too */
  program?: WebAssembly.Module;
  /** the link as it came, where it was damaged, or "" */
  damagedLink: string;

  // Set by the program, called by the scripts.
  /** the link has changed */
  onlink?(): void;

  // Called by the program.
  /** has ask answer muestra.state() from now on */
  expose(ask: () => string): void;
  /** makes a chart of a kind in its place on the page, instead of the one that was there */
  chart(kind: "loss" | "accuracy", options: ChartOptions & { labels: ChartLabels }): unknown;
  /** draws runs side by side; it makes a new chart only where more has changed than the points */
  compare(options: ComparisonOptions, bytes: Uint8Array<ArrayBuffer>): void;
  /** hands the visitor a chart as a file */
  chartFile(place: "loss" | "accuracy", type: "svg" | "png", name: string): Promise<void>;
  /** hands the visitor a Blob, or a text of a type, as a file */
  download(name: string, content: Blob | string, type?: string): void;
  /** gets a file of the site and tells its text, or what went wrong */
  fetchText(file: string, done: (text: string, error: string) => void): Promise<void>;
  /** an address for an image file */
  image(bytes: Uint8Array<ArrayBuffer>): string;
  /** lets go of an image's address */
  forget(address: string): void;
  /** tells whether an element can be seen, or nearly, whenever that changes */
  observe(id: string, tell: (seen: boolean) => void): void;
  /** tells of pictures that come to an element: an error or "", and bytes [height, width, 4] */
  bring(id: string, brought: (error: string, bytes?: Uint8Array<ArrayBuffer>, width?: number, height?: number) => void): { detach(): void };
  /** whether something would be lost by leaving, and whether the screen shall stay lit */
  busy(losing: boolean, shine: boolean): void;
  /** outlines the part of the page that the tour speaks of; "" is none */
  point(selector: string): void;
  /** scrolls to what somebody has opened */
  uncover(id: string): void;
  /** brings a part of the page into view on a small screen */
  reveal(id: string): void;
  /** takes the visitor and the keyboard to the first of some parts that there is */
  lead(...selectors: string[]): void;
  /** moves the keyboard to a button as soon as it is shown */
  handOn(testid: string): void;
  /** sets large text */
  enlarge(large: boolean): void;

  // Between the scripts.
  /** whether WebAssembly runs here at all */
  runs: boolean;
  /** the program's file */
  file: string;
  /** kept when all scripts are there */
  scripts: Promise<unknown>;
  /** what tools ask; the README has its fields */
  state?(): string;
  /** state() of a page whose program never answered */
  broken(error: string): string;
  /** the program is at its end */
  ended(): void;
  /** says in words why the program cannot run */
  failed(en: string, es: string): void;
}

interface ChartLabels {
  epoch: string;
  now: string;
  train: string;
  val: string;
  recorded: string;
  best: string;
  end: string;
}

interface ChartOptions {
  kind: "loss" | "accuracy";
  locale: string;
  /** how far x goes; without it as far as there are points */
  epochs?: number;
  /** a logarithmic scale */
  log?: boolean;
  title?: string;
  labels: Partial<ChartLabels>;
  /** a level to look up to, and its words */
  level?: number;
  levelLabel?: string;
  /** whose points are shown */
  run?: string;
  /** charts of the same name move their cursors at once */
  together?: string;
}

interface ComparisonOptions extends ChartOptions {
  runs: { name: string; place: number }[];
  /** whether there are lines of training too */
  trained: boolean;
}

interface ChartLine {
  name: string;
  /** the name of a colour in the style */
  colour: string;
  width: number;
  dash?: number[];
  /** has points where one can tell them apart */
  points?: boolean;
  /** is smoothed before others are */
  restless?: boolean;
  /** is one of the two lines with a gap between them */
  edge?: boolean;
  /** stands in the legend, with a class or with the mark of a run */
  legend?: { series?: string; mark?: number };
}

// What others bring along; uPlot has its own types.

/** of the toolchain's wasm_exec.js */
declare class Go {
  argv: string[];
  importObject: WebAssembly.Imports;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

/** asked by go-app for settings */
declare var goappGetenv: (key: string) => string;
/** set by go-app: a newer version of the site has been stored */
declare var goappOnUpdate: (() => void) | undefined;

interface Navigator {
  /** in Chromium only */
  readonly userAgentData?: { mobile: boolean };
}

// Of a training worker.
declare var trainerProgram: WebAssembly.Module;

// Written before the service worker by web/site.
declare const version: string;
declare const files: string[];
