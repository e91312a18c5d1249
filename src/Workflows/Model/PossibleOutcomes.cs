namespace LienThong.Workflows.Model;

/// <summary>The outcomes by which an activity may be left, as far as its definition tells them.</summary>
/// <param name="Names">All of them.</param>
/// <param name="OnlyOne">It is always left by exactly one of them.</param>
public sealed record PossibleOutcomes(IReadOnlyList<string> Names, bool OnlyOne = false);
