type AnyFunction = (...args: any) => any;
type AnyClass = abstract new (...args: any) => any;
type AnyMethodContext = ClassMethodDecoratorContext | ClassGetterDecoratorContext | ClassSetterDecoratorContext;

/**
 * Marks a function or a class as one whose failed calls can run again. The debugger stops where an exception is about to
 * leave it; if you edit and continue, the call is made again with the new code, the same `this`, the same arguments and the
 * same `new.target`, and its caller does not learn that it failed. Without a debugger it costs a function call.
 *
 * The result behaves as the original: name, length, properties, prototype, kind, text. A class is wrapped as by
 * `wrapClass`. A wrapped function is returned as it is. Also a decorator, standard or of `experimentalDecorators`, for
 * classes, methods, accessors, and fields that hold functions.
 *
 * A generator that is started again runs its code from the start, and its consumer gets only what it has not had yet.
 * Values that the consumer has sent in are sent in again, up to 1,000.
 *
 * @throws TypeError for what is neither function nor class.
 */
export function wrap<Class extends AnyClass>(value: Class, context: ClassDecoratorContext<Class>): Class;
export function wrap<Method extends AnyFunction>(value: Method, context: AnyMethodContext): Method;
export function wrap<This, Value>(
  value: undefined,
  context: ClassFieldDecoratorContext<This, Value>,
): (this: This, value: Value) => Value;
export function wrap<This, Value>(
  value: ClassAccessorDecoratorTarget<This, Value>,
  context: ClassAccessorDecoratorContext<This, Value>,
): ClassAccessorDecoratorResult<This, Value>;
export function wrap<Value>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Value>,
): TypedPropertyDescriptor<Value>;
export function wrap(target: object, key: string | symbol): void;
export function wrap<Value extends AnyFunction | AnyClass>(value: Value): Value;

/**
 * Wraps the methods, static methods, getters and setters of a class in place, so that instances and subclasses that
 * there are already have them too, and its constructor. What cannot be changed, in a frozen class, is left alone.
 *
 * @returns the class to use from now on: the same one, but for the wrapped constructor. The code of the class itself, which
 *   knows the class by its own name, still means the old one; with a decorator it means the new one. A class that has static
 *   private names and a decorator of `experimentalDecorators` is returned itself, its constructor as it was.
 * @throws TypeError for what is no function.
 */
export function wrapClass<Class extends AnyClass>(value: Class): Class;

/**
 * Wraps the functions and classes that an object has as its own properties, such as the `module.exports` of a CommonJS
 * module: in place, and returns it. Getters and what cannot be written are left alone. The namespace of an ES module
 * cannot be changed: it gives a plain object with the same names.
 *
 * @throws TypeError for what is no object or function.
 */
export function wrapModule<Exports extends object>(exports: Exports): Exports;

/**
 * True in these times, and for all code that runs in this thread then:
 * - while a failed call of a wrapped function ends in order to be made again: in its `finally` blocks, and those of what it
 *   called. So clean-up code can leave alone what the next attempt needs: `finally { if (!isRestarting()) close(); }`.
 * - from there until an async function that is called again comes to its first `await`, or ends before. A sync function
 *   has no such place: in it this is false from its first statement on.
 * - while a generator that is started again is brought back to where it was.
 * - while `reloadModule` evaluates a module.
 *
 * Where Hot Restart takes a synchronous call back to its start without a wrapper, no `finally` block runs at all.
 */
export function isRestarting(): boolean;

/**
 * Evaluates a module again. What was wrapped in it keeps its identity and runs the new code of the function that is exported
 * under the same name; calls that are running end with the old code. State of the module starts afresh.
 * - CommonJS: an exports object that is a plain object stays the same one and gets the new exports. If the evaluation
 *   throws, the old module stays loaded.
 * - ES modules: those who imported the old one keep it, with its wrapped functions renewed; the new one is an additional
 *   one, and is never unloaded. A module that has not been loaded before is evaluated twice.
 *
 * @param id a path, a file's URL, or a name as for `require` in the calling file
 * @returns the new exports: of an ES module, its namespace
 * @throws (rejects) what the evaluation throws; an Error for a module of Node.js, or one that is not found
 */
export function reloadModule<Exports = any>(id: string | URL): Promise<Exports>;
