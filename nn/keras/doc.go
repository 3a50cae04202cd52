// Package keras is models as data: which layers a network has, with which arguments, as Keras describes them.
//
// A layer's class has one table of arguments (see Class): name, type, default, range and the spellings of Keras 2 and 3. Reading and writing
// model.to_json(), checking, Keras code, the summary and an editor's fields come from it. What layers compute is package nn's.
package keras
