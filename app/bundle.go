package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"muestra/nn/samples"
	"muestra/wasm/store"
)

// exportRuns hands the visitor runs as one file, with all that they need to go on in another browser.
func (s *session) exportRuns(ids []string) {
	if s.store == nil || s.list.busy || len(ids) == 0 {
		return
	}
	name := "muestra-" + s.now().Format("2006-01-02")
	if r := s.record(ids[0]); len(ids) == 1 && r != nil {
		name = fileName(r.Sample, r.Name)
	}
	kept := s.store
	s.list.busy, s.list.outcome = true, s.text(textExporting)
	s.aside(func(ctx context.Context) func() {
		err := s.archive.bundle(ctx, kept, ids, name+".muestra")
		return func() {
			s.list.busy, s.list.outcome = false, s.text(textExported, len(ids))
			if err != nil {
				s.list.outcome = s.text(textExportFailed, s.storeWords(err))
			}
			s.changed()
		}
	})
	s.changed()
}

// intake is what has come of a file of runs.
type intake struct {
	runs   []*store.Record
	added  []string // names of those that are new
	known  int      // were there already
	failed []failure
}

// failure is a run of a file that could not be taken in.
type failure struct {
	run int // from 0 on
	err error
}

// importRuns takes in the runs of a file that the visitor has chosen.
func (s *session) importRuns(file any) {
	if s.store == nil || s.list.busy {
		return
	}
	kept := s.store
	s.list.busy, s.list.outcome = true, s.text(textImporting)
	s.aside(func(ctx context.Context) func() {
		bundle, err := s.archive.unbundle(ctx, file)
		var in intake
		if err == nil {
			in = takeIn(ctx, kept, bundle)
		}
		return func() {
			s.list.busy = false
			if s.list.outcome = s.intakeInWords(&in); err != nil {
				s.list.outcome = s.text(textImportFailed, s.bundleWords(err))
			}
			if len(in.added) > 0 {
				s.list.chosen = in.added // to be found among others
			}
			s.reloadSavedRuns()
			s.changed()
		}
	})
	s.changed()
}

// takeIn imports what can be, run by run: one that is damaged does not keep the others out. Names and notes are strangers' texts until tidied.
func takeIn(ctx context.Context, kept store.Store, bundle *store.Bundle) intake {
	in := intake{runs: bundle.Runs}
	for i, r := range bundle.Runs {
		r.Name, r.Note = samples.Tidy(r.Name, maxName, false), samples.Tidy(r.Note, maxNote, true)
		err := admissible(r)
		id := ""
		if err == nil {
			id, err = bundle.Import(ctx, kept, i)
		}
		switch {
		case err != nil:
			in.failed = append(in.failed, failure{i, err})
		case id == "":
			in.known++
		default:
			in.added = append(in.added, id)
		}
		if errors.Is(err, store.ErrFull) || errors.Is(err, store.ErrRefused) {
			break // the others will do no better
		}
	}
	return in
}

// admissible refuses a run that the page could not show or go on with, and one that says otherwise than its recipe.
func admissible(r *store.Record) error {
	e, _, err := samples.ParseLink(r.Link)
	switch {
	case err != nil:
		return err
	case r.Sample != e.Sample:
		return fmt.Errorf("%w: it is of sample %d, its recipe of sample %d", store.ErrCorrupt, r.Sample, e.Sample)
	case r.Epochs != e.Epochs || r.Epoch > r.Epochs || len(r.ValAccuracy) > r.Epochs:
		return fmt.Errorf("%w: epoch %d of %d, its recipe has %d", store.ErrCorrupt, r.Epoch, r.Epochs, e.Epochs)
	case r.Step > r.Epochs*(e.Train/e.Batch+1):
		return fmt.Errorf("%w: step %d of %d epochs", store.ErrCorrupt, r.Step, r.Epochs)
	case len(historyOf(r)) != len(r.ValAccuracy):
		return fmt.Errorf("%w: its epochs are none", store.ErrCorrupt)
	case !slices.Contains([]string{"cifar10", "synthetic", "own"}, r.Dataset):
		return fmt.Errorf("%w: pictures %q are not known", store.ErrCorrupt, r.Dataset)
	}
	return nil
}

// intakeInWords says what has come of a file.
func (s *session) intakeInWords(in *intake) string {
	var parts []string
	if n := len(in.added); n > 0 || len(in.failed) == 0 && in.known == 0 {
		parts = append(parts, s.text(textImported, n))
	}
	if in.known > 0 {
		parts = append(parts, s.text(textImportKnown, in.known))
	}
	const most = 3
	for i, f := range in.failed {
		if i == most {
			parts = append(parts, s.text(textImportOthers, len(in.failed)-most))
			break
		}
		r := in.runs[f.run]
		parts = append(parts, s.text(textImportNotThis, f.run+1, len(in.runs), s.title(r.Sample, r.Name), s.bundleWords(f.err)))
	}
	return strings.Join(parts, " ")
}

// bundleWords is what is wrong with a file of runs, or with taking it in, in the session's language.
func (s *session) bundleWords(err error) string {
	for _, known := range []struct {
		err  error
		text words
	}{{store.ErrForeign, textFileForeign}, {store.ErrNewerBundle, textFileNewer}, {store.ErrCutOff, textFileCutOff}, {store.ErrCorrupt, textFileDamaged}} {
		if errors.Is(err, known.err) {
			return s.text(known.text)
		}
	}
	return s.storeWords(err)
}

var (
	textImport        = &samples.Text{ES: "Importar…", EN: "Import…"}
	textImportHelp    = &samples.Text{ES: "Añadir los entrenamientos de un archivo .muestra", EN: "Add the runs of a .muestra file"}
	textExportAll     = &samples.Text{ES: "Exportar todos", EN: "Export all"}
	textExportHelp    = &samples.Text{ES: "Un archivo .muestra con curvas, receta y pesos, para seguir en otro navegador", EN: "One .muestra file with curves, recipe and weights, to go on in another browser"}
	textExportThese   = &samples.Text{ES: "Exportar", EN: "Export"}
	textRunFile       = &samples.Text{ES: "Todo (.muestra)", EN: "All of it (.muestra)"}
	textExporting     = &samples.Text{ES: "Preparando el archivo…", EN: "Preparing the file…"}
	textExported      = &samples.Text{ES: "Exportados: %d.", EN: "Exported: %d."}
	textImporting     = &samples.Text{ES: "Leyendo el archivo…", EN: "Reading the file…"}
	textImported      = &samples.Text{ES: "Importados: %d.", EN: "Imported: %d."}
	textImportKnown   = &samples.Text{ES: "Ya estaban aquí: %d.", EN: "Already here: %d."}
	textImportNotThis = &samples.Text{ES: "El %d de %d (%s) no se pudo importar: %s.", EN: "Number %d of %d (%s) could not be imported: %s."}
	textImportOthers  = &samples.Text{ES: "Tampoco otros: %d.", EN: "Nor could others: %d."}
	textImportFailed  = &samples.Text{ES: "No se importó nada: %s.", EN: "Nothing was imported: %s."}
	textFileForeign   = &samples.Text{ES: "ese archivo no es de entrenamientos de Muestra; elige uno que termine en .muestra", EN: "that is no file of Muestra’s runs; choose one that ends in .muestra"}
	textFileNewer     = &samples.Text{ES: "el archivo es de una versión más nueva de esta página; recárgala", EN: "the file is of a newer version of this page; reload it"}
	textFileCutOff    = &samples.Text{ES: "al archivo le falta el final; vuelve a copiarlo o a exportarlo", EN: "the end of the file is missing; copy or export it again"}
	textFileDamaged   = &samples.Text{ES: "el archivo está dañado; vuelve a copiarlo o a exportarlo", EN: "the file is damaged; copy or export it again"}
)
