package saved

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"muestra/app/say"
	"muestra/data"
	"muestra/nn/recipe"
	"muestra/wasm/store"
)

// ExportRuns hands the visitor runs as one file, with all that they need to go on in another browser.
func (s *Runs) ExportRuns(ids []string) {
	if s.Store == nil || s.List.Busy || len(ids) == 0 {
		return
	}
	name := "muestra-" + s.Now().Format("2006-01-02")
	if r := s.Record(ids[0]); len(ids) == 1 && r != nil {
		name = FileName(r.Sample, r.Name)
	}
	kept := s.Store
	s.List.Busy, s.List.Outcome = true, s.Text(textExporting)
	s.Aside(func(ctx context.Context) func() {
		err := s.Archive.Bundle(ctx, kept, ids, name+".muestra")
		return func() {
			s.List.Busy, s.List.Outcome = false, s.Text(textExported, len(ids))
			if err != nil {
				s.List.Outcome = s.Text(textExportFailed, StoreWords(s.Speaker, err))
			}
			s.Changed()
		}
	})
	s.Changed()
}

// intake is what has come of a file of runs.
type intake struct {
	runs   []*store.Record
	added  []string // names of those that are new
	known  int      // were there already
	Failed []failure
}

// failure is a run of a file that could not be taken in.
type failure struct {
	run int // from 0 on
	err error
}

// ImportRuns takes in the runs of a file that the visitor has chosen.
func (s *Runs) ImportRuns(file any) {
	if s.Store == nil || s.List.Busy {
		return
	}
	kept := s.Store
	s.List.Busy, s.List.Outcome = true, s.Text(textImporting)
	s.Aside(func(ctx context.Context) func() {
		bundle, err := s.Archive.Unbundle(ctx, file)
		var in intake
		if err == nil {
			in = TakeIn(ctx, kept, bundle)
		}
		return func() {
			s.List.Busy = false
			if s.List.Outcome = IntakeInWords(s.Speaker, &in); err != nil {
				s.List.Outcome = s.Text(textImportFailed, bundleWords(s.Speaker, err))
			}
			if len(in.added) > 0 {
				s.List.Chosen = in.added // to be found among others
			}
			s.ReloadSavedRuns()
			s.Changed()
		}
	})
	s.Changed()
}

// TakeIn imports what can be, run by run: one that is damaged does not keep the others out. Names and notes are strangers' texts until tidied.
func TakeIn(ctx context.Context, kept store.Store, bundle *store.Bundle) intake {
	in := intake{runs: bundle.Runs}
	for i, r := range bundle.Runs {
		r.Name, r.Note = recipe.Tidy(r.Name, MaxName, false), recipe.Tidy(r.Note, MaxNote, true)
		err := admissible(r)
		id := ""
		if err == nil {
			id, err = bundle.Import(ctx, kept, i)
		}
		switch {
		case err != nil:
			in.Failed = append(in.Failed, failure{i, err})
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
	e, _, err := recipe.ParseLink(r.Link)
	switch {
	case err != nil:
		return err
	case r.Sample != e.Sample:
		return fmt.Errorf("%w: it is of sample %d, its recipe of sample %d", store.ErrCorrupt, r.Sample, e.Sample)
	case r.Epochs != e.Epochs || r.Epoch > r.Epochs || len(r.ValAccuracy) > r.Epochs:
		return fmt.Errorf("%w: epoch %d of %d, its recipe has %d", store.ErrCorrupt, r.Epoch, r.Epochs, e.Epochs)
	case r.Step > r.Epochs*e.StepsPerEpoch():
		return fmt.Errorf("%w: step %d of %d epochs", store.ErrCorrupt, r.Step, r.Epochs)
	case len(HistoryOf(r)) != len(r.ValAccuracy):
		return fmt.Errorf("%w: its epochs are none", store.ErrCorrupt)
	case !slices.Contains([]string{data.KindCIFAR10, data.KindSynthetic, data.KindOwn}, r.Dataset):
		return fmt.Errorf("%w: pictures %q are not known", store.ErrCorrupt, r.Dataset)
	}
	return nil
}

// IntakeInWords says what has come of a file.
func IntakeInWords(s *say.Speaker, in *intake) string {
	var parts []string
	if n := len(in.added); n > 0 || len(in.Failed) == 0 && in.known == 0 {
		parts = append(parts, s.Text(textImported, n))
	}
	if in.known > 0 {
		parts = append(parts, s.Text(textImportKnown, in.known))
	}
	const most = 3
	for i, f := range in.Failed {
		if i == most {
			parts = append(parts, s.Text(textImportOthers, len(in.Failed)-most))
			break
		}
		r := in.runs[f.run]
		parts = append(parts, s.Text(textImportNotThis, f.run+1, len(in.runs), Title(s, r.Sample, r.Name), bundleWords(s, f.err)))
	}
	return strings.Join(parts, " ")
}

// bundleWords is what is wrong with a file of runs, or with taking it in, in words.
func bundleWords(s *say.Speaker, err error) string {
	for _, known := range []struct {
		err  error
		text say.Words
	}{{store.ErrForeign, textFileForeign}, {store.ErrNewerBundle, textFileNewer}, {store.ErrCutOff, textFileCutOff}, {store.ErrCorrupt, textFileDamaged}} {
		if errors.Is(err, known.err) {
			return s.Text(known.text)
		}
	}
	return StoreWords(s, err)
}

var (
	textExporting     = &recipe.Text{ES: "Preparando el archivo…", EN: "Preparing the file…"}
	textExported      = &recipe.Text{ES: "Exportados: %d.", EN: "Exported: %d."}
	textImporting     = &recipe.Text{ES: "Leyendo el archivo…", EN: "Reading the file…"}
	textImported      = &recipe.Text{ES: "Importados: %d.", EN: "Imported: %d."}
	textImportKnown   = &recipe.Text{ES: "Ya estaban aquí: %d.", EN: "Already here: %d."}
	textImportNotThis = &recipe.Text{ES: "El %d de %d (%s) no se pudo importar: %s.", EN: "Number %d of %d (%s) could not be imported: %s."}
	textImportOthers  = &recipe.Text{ES: "Tampoco otros: %d.", EN: "Nor could others: %d."}
	textImportFailed  = &recipe.Text{ES: "No se importó nada: %s.", EN: "Nothing was imported: %s."}
	textFileForeign   = &recipe.Text{ES: "ese archivo no es de entrenamientos de Muestra; elige uno que termine en .muestra", EN: "that is no file of Muestra’s runs; choose one that ends in .muestra"}
	textFileNewer     = &recipe.Text{ES: "el archivo es de una versión más nueva de esta página; recárgala", EN: "the file is of a newer version of this page; reload it"}
	textFileCutOff    = &recipe.Text{ES: "al archivo le falta el final; vuelve a copiarlo o a exportarlo", EN: "the end of the file is missing; copy or export it again"}
	textFileDamaged   = &recipe.Text{ES: "el archivo está dañado; vuelve a copiarlo o a exportarlo", EN: "the file is damaged; copy or export it again"}
)
