using System.Globalization;
using System.Text;
using LienThong.Workflows.Expressions.JavaScript.Runtime;

namespace LienThong.Workflows.Expressions.JavaScript.Intrinsics;

/// <summary>JSON.parse.</summary>
internal sealed class JsonReader(Realm realm, string text)
{
    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
    private int at;

    public object? Read()
    {
        realm.Budget.CheckLength(text.Length);
        var value = ReadValue();
        SkipSpace();
        return at == text.Length ? value : throw Unexpected();
    }

    private Throw Unexpected() => Throw.Syntax(at < text.Length
        ? $"Unexpected token '{text[at]}' in JSON at position {at}"
        : "Unexpected end of JSON input");

    private void SkipSpace()
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r')
            at++;
    }

    private bool Skip(char c)
    {
        SkipSpace();
        if (at >= text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    private object? ReadValue()
    {
        Budget.CheckStack();
        realm.Budget.Step();
        SkipSpace();
        if (at >= text.Length)
            throw Unexpected();
        switch (text[at])
        {
            case '{': return ReadObject();
            case '[': return ReadArray();
            case '"': return ReadText();
            case 't': return Word("true", Boxed.True);
            case 'f': return Word("false", Boxed.False);
            case 'n': return Word("null", Null.Value);
            default: return ReadNumber();
        }
    }

    private object Word(string word, object value)
    {
        foreach (var c in word)
        {
            if (at >= text.Length || text[at] != c)
                throw Unexpected();
            at++;
        }
        return value;
    }

    private JsObject ReadObject()
    {
        var result = new JsObject(realm.ObjectPrototype);
        at++;
        if (Skip('}'))
            return result;
        do
        {
            SkipSpace();
            if (at >= text.Length || text[at] != '"')
                throw Unexpected();
            var key = ReadText();
            if (!Skip(':'))
                throw Unexpected();
            result.Put(key, ReadValue());
        }
        while (Skip(','));
        return Skip('}') ? result : throw Unexpected();
    }

    private JsArray ReadArray()
    {
        var items = new List<object?>();
        at++;
        if (!Skip(']'))
        {
            do
                items.Add(ReadValue());
            while (Skip(','));
            if (!Skip(']'))
                throw Unexpected();
        }
        return realm.NewArray(items);
    }

    private object ReadNumber()
    {
        var start = at;
        SkipHere('-');
        if (!SkipHere('0') && Digits() == 0)
            throw Unexpected();
        if (SkipHere('.') && Digits() == 0)
            throw Unexpected();
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '+' or '-')
                at++;
            if (Digits() == 0)
                throw Unexpected();
        }
        return Boxed.Number(double.Parse(text.AsSpan(start, at - start), NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    private bool SkipHere(char wanted)
    {
        if (at >= text.Length || text[at] != wanted)
            return false;
        at++;
        return true;
    }

    private int Digits()
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return at - start;
    }

    private string ReadText()
    {
        var start = ++at;
        while (at < text.Length && text[at] != '"' && text[at] != '\\' && text[at] >= ' ')
            at++;
        var result = new StringBuilder(text, start, at - start, Math.Max(at - start, 16));
        while (true)
        {
            if (at >= text.Length || text[at] < ' ')
                throw Unexpected();
            var c = text[at++];
            if (c == '"')
                return result.ToString();
            result.Append(c == '\\' ? ReadEscape() : c);
        }
    }

    private char ReadEscape()
    {
        if (at >= text.Length)
            throw Unexpected();
        var c = text[at++];
        switch (c)
        {
            case '"' or '\\' or '/': return c;
            case 'b': return '\b';
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u' when at + 4 <= text.Length && text.AsSpan(at, 4).IndexOfAnyExcept(HexDigits) < 0:
                at += 4;
                return (char)int.Parse(text.AsSpan(at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            default:
                at--;
                throw Unexpected();
        }
    }
}
