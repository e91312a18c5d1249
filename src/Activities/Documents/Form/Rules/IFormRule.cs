namespace LienThong.Activities.Documents.Form.Rules;

/// <summary>One rule of form; it sees the whole document and answers with what it found.</summary>
internal interface IFormRule
{
    IEnumerable<FormFinding> Check(CheckedDocument document);
}

/// <summary>The clauses that rules rest on, in the words in which they are shown.</summary>
internal static class Clauses
{
    public const string Decree = "Nghị định 30/2020/NĐ-CP";
    public const string Form = "Nghị định 30/2020/NĐ-CP, Phụ lục I";
    public const string Number = "Nghị định 30/2020/NĐ-CP, Điều 15 và Phụ lục I";
    public const string Signing = "Nghị định 30/2020/NĐ-CP, Điều 13 và Phụ lục I";
    public const string Capitals = "Nghị định 30/2020/NĐ-CP, Phụ lục II";
    public const string Types = "Nghị định 30/2020/NĐ-CP, Điều 7 và Phụ lục III";
    public const string Fields = "Nghị định 30/2020/NĐ-CP, Phụ lục VI";
}
