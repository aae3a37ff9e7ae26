Attribute VB_Name = "xlwings_udfs"
Option Explicit

Function KRAFT_BELOPP(text)
Attribute KRAFT_BELOPP.VB_Description = "Beloppet i kronor, hur det än är skrivet: 1 100 tkr, (5 000), 75 000:-. Kan det läsas på två sätt blir svaret #VÄRDEFEL!"
Attribute KRAFT_BELOPP.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_BELOPP = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_BELOPP", Array(text), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_BELOPP = CVErr(xlErrValue)
End Function

Function KRAFT_FAR_OMFORDELAS(givare, mottagare, belopp, datum, tilldelning, omfordelning, avrop, Optional overenskommelse, Optional beslut)
Attribute KRAFT_FAR_OMFORDELAS.VB_Description = "Om pengarna får omfördelas: ja; ja, efter överenskommelse (den, eller givarens besked, återstår); nej; eller oklart (en öppen rättsfråga, en oläslig cell eller kommunstyrelsens beslut avgör). Skälen ger KRAFT_VARFOR."
Attribute KRAFT_FAR_OMFORDELAS.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_FAR_OMFORDELAS = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_FAR_OMFORDELAS", Array(givare, mottagare, belopp, datum, tilldelning, omfordelning, avrop, overenskommelse, beslut), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_FAR_OMFORDELAS = CVErr(xlErrValue)
End Function

Function KRAFT_KVAR(mottagare, tilldelning, omfordelning, avrop, Optional datum)
Attribute KRAFT_KVAR.VB_Description = "Kvar att avropa, i kronor: beviljat plus mottaget minus avstått minus avropat till och med dagen. Ett område ger ett område. Varför svaret är #VÄRDEFEL! säger KRAFT_VARFOR_KVAR."
Attribute KRAFT_KVAR.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_KVAR = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_KVAR", Array(mottagare, tilldelning, omfordelning, avrop, datum), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_KVAR = CVErr(xlErrValue)
End Function

Function KRAFT_MOTTAGARE(text)
Attribute KRAFT_MOTTAGARE.VB_Description = "Nämndens eller bolagets officiella namn, ur förkortning, förvaltning eller stavning. Okända och tvetydiga namn ger #SAKNAS!"
Attribute KRAFT_MOTTAGARE.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_MOTTAGARE = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_MOTTAGARE", Array(text), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_MOTTAGARE = CVErr(xlErrValue)
End Function

Function KRAFT_OMFORDELNINGSBART(mottagare, tilldelning, omfordelning, avrop, Optional datum)
Attribute KRAFT_OMFORDELNINGSBART.VB_Description = "Vad mottagaren kan lämna ifrån sig den dagen, i kronor, och ändå ha råd med allt begärt, väntande och senare. Ett område ger ett område. Varför svaret är #VÄRDEFEL! säger KRAFT_VARFOR_KVAR."
Attribute KRAFT_OMFORDELNINGSBART.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_OMFORDELNINGSBART = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_OMFORDELNINGSBART", Array(mottagare, tilldelning, omfordelning, avrop, datum), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_OMFORDELNINGSBART = CVErr(xlErrValue)
End Function

Function KRAFT_SALDO(tilldelning, omfordelning, avrop, Optional utfall, Optional datum, Optional kostnadstecken, Optional prognos, Optional summarad)
Attribute KRAFT_SALDO.VB_Description = "Hela saldotabellen med rubriker, en rad per mottagare, i kronor. Det som en oläslig cell eller en fråga lämnar öppet blir #VÄRDEFEL!, och KRAFT_VARFOR_SALDO säger varför."
Attribute KRAFT_SALDO.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_SALDO = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_SALDO", Array(tilldelning, omfordelning, avrop, utfall, datum, kostnadstecken, prognos, summarad), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_SALDO = CVErr(xlErrValue)
End Function

Function KRAFT_VARFOR(givare, mottagare, belopp, datum, tilldelning, omfordelning, avrop, Optional overenskommelse, Optional beslut)
Attribute KRAFT_VARFOR.VB_Description = "Skälen till svaret i KRAFT_FAR_OMFORDELAS, ett per rad: kontrollens kod, vad den säger, begärt, möjligt och skillnaden i kronor. Är svaret ja är de att tänka på, eller säger vad som inte kan prövas utan bladet Beslut."
Attribute KRAFT_VARFOR.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_VARFOR = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_VARFOR", Array(givare, mottagare, belopp, datum, tilldelning, omfordelning, avrop, overenskommelse, beslut), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_VARFOR = AnswerFailure(Err.Number, Err.Description)
End Function

Function KRAFT_VARFOR_KVAR(mottagare, tilldelning, omfordelning, avrop, Optional datum)
Attribute KRAFT_VARFOR_KVAR.VB_Description = "Varför KRAFT_KVAR eller KRAFT_OMFORDELNINGSBART inte kan ge ett belopp, och vad mer som rör det, med samma argument: kontrollens kod, skälet, cellen och vems belopp det gäller, ett skäl per rad."
Attribute KRAFT_VARFOR_KVAR.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_VARFOR_KVAR = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_VARFOR_KVAR", Array(mottagare, tilldelning, omfordelning, avrop, datum), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_VARFOR_KVAR = AnswerFailure(Err.Number, Err.Description)
End Function

Function KRAFT_VARFOR_SALDO(tilldelning, omfordelning, avrop, Optional utfall, Optional datum, Optional kostnadstecken, Optional prognos, Optional summarad)
Attribute KRAFT_VARFOR_SALDO.VB_Description = "Varför belopp i KRAFT_SALDO är öppna, och vad mer som rör dem, med samma argument: kontrollens kod, skälet, cellen och vems belopp det gäller, ett skäl per rad. Sist vilken karta och vilket beslut som följdes."
Attribute KRAFT_VARFOR_SALDO.VB_ProcData.VB_Invoke_Func = " \n14"
    On Error GoTo failed
    KRAFT_VARFOR_SALDO = WithErrorValues(XLPy.CallUDF("xl_kraftsamling.excel.functions", "KRAFT_VARFOR_SALDO", Array(tilldelning, omfordelning, avrop, utfall, datum, kostnadstecken, prognos, summarad), ThisWorkbook, Application.Caller))
    Exit Function
failed:
    KRAFT_VARFOR_SALDO = AnswerFailure(Err.Number, Err.Description)
End Function

