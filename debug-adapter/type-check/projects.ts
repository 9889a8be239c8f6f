import { dirname, resolve } from 'node:path';
import { compilerFor } from './compiler.js';
import { readConfiguration, withoutProject, type Configuration } from './configuration.js';
import { projectFilesAbove } from './may-be-checked.js';
import { newFaults } from './new-faults.js';
import { Project } from './project.js';
import type { Answer, BrokenProject, TextEdit, TypeFault } from './question.js';

interface Loaded {
  readonly configuration: Configuration;
  readonly project: Project;
  readonly stamp: string;
}

/** A project whose file cannot be used. */
class Broken extends Error {
  constructor(
    readonly configuration: string,
    message: string,
  ) {
    super(message);
  }
}

/** The projects of the user's that were needed so far. Each stays in memory, as the next question is about it again. */
export class Projects {
  /** By the project file; files of no project are in the one of their folder. */
  readonly #loaded = new Map<string, Loaded>();
  readonly #loose = new Map<string, Project>();

  /** Does the work that the first check of a file's project would have to do. */
  warmUp(path: string): void {
    try {
      this.#find(path).faults(slashed(path));
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
    }
  }

  /** The errors that edits bring to these files, which are seen in the light of all edits. */
  check(paths: readonly string[], edits: readonly TextEdit[]): Answer {
    const before = new Map(edits.map((edit) => [slashed(edit.path), edit.before]));
    const after = new Map(edits.map((edit) => [slashed(edit.path), edit.after]));
    const broken: BrokenProject[] = [];
    const found = paths.flatMap((path) => {
      try {
        return { path, project: this.#find(path) };
      } catch (error) {
        if (!(error instanceof Broken)) throw error;
        broken.push({ path, configuration: error.configuration, error: error.message });
        return [];
      }
    });
    // All of a project in one state, and then all of it in the other: going to and fro would cost a program each time.
    const old = found.map(({ path, project }) => project.faults(slashed(path), before));
    const faults = found.flatMap(({ path, project }, index): TypeFault[] => {
      const known = old[index];
      // A file that was not checked before has errors that are older than the edit.
      const now = known && project.faults(slashed(path), after);
      return now ? newFaults(known, now).map((fault) => ({ ...fault, path })) : [];
    });
    return { faults, broken };
  }

  /** The project of a file: the nearest that names it, then the nearest that imports it. @throws Broken */
  #find(path: string): Project {
    const file = slashed(path);
    const near = projectFilesAbove(path).flatMap((each) => this.#withReferences(slashed(each)));
    const named = near.find(({ project }) => project.isRoot(file));
    const isScript = /\.[cm]?jsx?$/.test(file);
    const found = named ?? near.find(({ project }) => (project.checksJavaScript || !isScript) && project.holds(file));
    const project = found?.project ?? this.#looseProject(path);
    project.refresh();
    return project;
  }

  #looseProject(path: string): Project {
    const folder = slashed(dirname(path));
    let project = this.#loose.get(folder);
    if (!project) {
      const compiler = compilerFor(folder);
      project = new Project(compiler, folder, { options: withoutProject(compiler), references: [] }, []);
      this.#loose.set(folder, project);
    }
    project.addRoot(slashed(path));
    return project;
  }

  /** A project, and those that it refers to: an editor's project file often only names others. */
  #withReferences(file: string): Loaded[] {
    const own = this.#load(file);
    const others = own.configuration.references.map(({ path }) => {
      const named = slashed(resolve(dirname(file), path));
      return this.#load(named.endsWith('.json') ? named : `${named}/tsconfig.json`);
    });
    return [own, ...others];
  }

  #load(file: string): Loaded {
    const known = this.#loaded.get(file);
    if (known && known.stamp === known.configuration.stamp()) return known;
    const folder = slashed(dirname(file));
    const compiler = compilerFor(folder);
    const configuration = readConfiguration(compiler, file);
    if (configuration.fault !== undefined) throw new Broken(file, configuration.fault);
    known?.project.close();
    const project = new Project(compiler, folder, configuration, configuration.files);
    const loaded = { configuration, project, stamp: configuration.stamp() };
    this.#loaded.set(file, loaded);
    return loaded;
  }
}

/** TypeScript writes paths with slashes, on Windows too. */
function slashed(path: string): string {
  return process.platform === 'win32' ? path.replaceAll('\\', '/') : path;
}
