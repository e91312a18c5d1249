using LienThong.Activities.Documents.Form;
using LienThong.Activities.Texts;

namespace LienThong.Host.Demo;

/// <summary>A step of the demonstration at its time.</summary>
/// <param name="Dossier">Whose step it is.</param>
/// <param name="Index">From 0 within the dossier.</param>
/// <param name="Days">Give the days of this run.</param>
internal sealed record DemoMoment(DemoDossier Dossier, int Index, DemoDays Days)
{
    /// <summary>Begins the idempotency key of every step.</summary>
    public const string KeyStart = "demo/";

    public DemoStep Step => Dossier.Steps[Index];

    /// <summary>The same in every run, so that a run after a crash goes on where the last one stopped.</summary>
    public string Key => $"{KeyStart}{Dossier.Key}/{Index}";

    public DateTimeOffset At => Days.At(Step.At);

    public Guid? By => Step.By is { } by ? DemoPeople.Of(by, Dossier.Agency) : null;

    /// <summary>Day of the document that arrived.</summary>
    public DateOnly IssuedOn => Days.DayBefore(Days.At(Dossier.Steps[0].At));

    /// <summary>The text with the document that is answered («{vb}») and the year («{nam}») in their places.</summary>
    public string Filled(string text) => text
        .Replace("{vb}", $"{DocumentTypes.OfKey(Dossier.Type)?.Name} số {Dossier.Number}/{Dossier.Symbol} ngày {VietnameseDates.Date(IssuedOn)}", StringComparison.Ordinal)
        .Replace("{nam}", $"{IssuedOn.Year}", StringComparison.Ordinal);

    /// <summary>The dossier with its letter's text filled.</summary>
    public DemoDossier DossierFilled() => Dossier with { Subject = Filled(Dossier.Subject), Letter = [.. Dossier.Letter.Select(Filled)] };
}
