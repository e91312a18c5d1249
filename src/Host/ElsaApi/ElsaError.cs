using LienThong.Activities.Procedures;
using LienThong.Host.Errors;
using LienThong.Workflows.Definitions.Checks;

namespace LienThong.Host.ElsaApi;

/// <summary>A refusal in the form of Elsa's server: Studio shows each text of <paramref name="Errors"/> by itself.</summary>
/// <param name="StatusCode">Of the answer.</param>
/// <param name="Message">All of it in one sentence.</param>
/// <param name="Errors">Texts by what they are about; ours are about the whole.</param>
/// <param name="Code">Stable, for programs; Elsa's has none.</param>
/// <param name="TraceId">For the administrator's log; Elsa's has none.</param>
internal sealed record ElsaError(int StatusCode, string Message, IReadOnlyDictionary<string, IReadOnlyList<string>> Errors, string Code, string TraceId)
{
    public static ElsaError Of(Problem problem) => new(
        StatusOf(problem.Status), problem.Detail, new Dictionary<string, IReadOnlyList<string>> { ["generalErrors"] = TextsOf(problem) }, problem.Code, problem.TraceId);

    // What the caller can mend is a 400: of any other status Studio shows nothing, and goes on as if it had been done.
    private static int StatusOf(int status) => status is StatusCodes.Status409Conflict or StatusCodes.Status412PreconditionFailed
        or StatusCodes.Status422UnprocessableEntity or StatusCodes.Status428PreconditionRequired
            ? StatusCodes.Status400BadRequest
            : status;

    private static List<string> TextsOf(Problem problem)
    {
        if (problem.Findings?.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.Text).ToList() is { Count: > 0 } findings)
            return findings;
        if (problem.Files?.Where(file => file.Outcome == ImportOutcome.Refused).Select(file => $"{file.File}: {file.Detail}").ToList() is { Count: > 0 } files)
            return files;
        return [problem.Detail];
    }
}
